import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Service } from '../service/service.ts';
import { type Office, openOffice } from './office.ts';
import type { Window } from './window.ts';

let office: Office;
let service: Service;
let window: Window;

const composer = () => window.chat.getByRole('textbox', { name: 'Message' });
const article = (index: number) => window.chat.getByRole('article').nth(index);

beforeAll(async () => {
  office = await openOffice();
  ({ service, window } = office);
}, 240_000);
afterAll(() => office?.close());

it('a first question that did not go out is shown again, with what was typed below it, when its assistant is asked', async () => {
  await window.startWith('Haufe Copilot HR');
  await composer().fill('First');
  await composer().press('Enter');
  await article(1).getByText('complete').waitFor();
  service.fail(/./, { cutAt: -1, reset: true, times: 1_000 });
  await window.startWith('Haufe Copilot HR');
  await composer().fill('Left behind?');
  await composer().press('Enter');
  await article(0).getByText('not sent').first().waitFor();
  await composer().fill('And what I typed below');
  await expect.poll(() => [...window.stored().values()].join()).toContain('And what I typed below');
  service.reset();
  await window.choose('Find Thread', 'First', article(1).getByText('complete'));
  await window.run('Ask an Assistant');
  await window.input('Whom do you want to ask?').getByText('Haufe Copilot HR', { exact: true }).first().waitFor();
  await window.answer('Whom do you want to ask?', 'Haufe Copilot HR');
  await article(0).getByText('Left behind?').waitFor();
  await expect.poll(() => composer().inputValue()).toBe('And what I typed below');
  await window.chat.getByRole('button', { name: 'Retry' }).first().click();
  await article(1).getByText('complete').waitFor();
  const asked = service.haufe.threads.flatMap(({ messages }) => messages).filter(({ role }) => role === 'user');
  expect(asked.map(({ content }) => content)).toEqual(['First', 'Left behind?']);
  await composer().fill('');
});

it('of a first question that a window left behind is told when another conversation is shown, with a way there', async () => {
  service.fail(/./, { cutAt: -1, reset: true, times: 1_000 });
  await window.startWith('Haufe Copilot HR');
  await composer().fill('Left by a window?');
  await composer().press('Enter');
  await article(0).getByText('not sent').first().waitFor();
  service.reset();
  await window.choose('Find Thread', 'First', article(1).getByText('complete'));
  await window.reload();
  await article(1).getByText('complete').waitFor();
  const told = window.toast('A question to Haufe Copilot HR was left without an answer: “Left by a window?”');
  await told.getByRole('button', { name: 'Show' }).click();
  await expect.poll(() => composer().inputValue()).toBe('Left by a window?');
  await composer().fill('');
});
