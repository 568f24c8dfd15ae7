import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Service } from '../service/service.ts';
import { type Office, openOffice } from './office.ts';
import type { Window } from './window.ts';

let office: Office;
let service: Service;
let window: Window;

const composer = (at = window) => at.chat.getByRole('textbox', { name: 'Message' });
const article = (index: number, at = window) => at.chat.getByRole('article').nth(index);
const asked = (text: string) =>
  service.haufe.threads.flatMap(({ messages }) => messages).filter(({ content }) => content === text).length;
const ask = async (question: string, at = window) => {
  await composer(at).fill(question);
  await composer(at).press('Enter');
};

beforeAll(async () => {
  office = await openOffice();
  ({ service, window } = office);
}, 240_000);
afterAll(() => office?.close());
beforeEach(() => service.reset());

it('a disk that takes nothing any more is said once, the answer still comes, and the disk is used again when it can', async () => {
  await window.startWith('Haufe Copilot HR');
  await ask('Which notice period applies?');
  await article(1).getByText('complete').waitFor();
  // No mode bits keep root out; a file where the folder was keeps out everybody.
  const aside = `${window.storage}.aside`;
  renameSync(window.storage, aside);
  writeFileSync(window.storage, '');
  await ask('And in probation?');
  await window.toast('Questions cannot be saved on this computer at the moment.').waitFor();
  await article(3).getByText('complete').waitFor();
  await window.run('Notifications: Clear All Notifications');
  await window.startWith('Haufe Copilot HR');
  await ask('And in another one?');
  await article(1).getByText('complete').waitFor();
  expect(await window.toast('cannot be saved').count()).toBe(0);
  rmSync(window.storage);
  renameSync(aside, window.storage);
  await ask('And after it?');
  await article(3).getByText('complete').waitFor();
  await composer().fill('A thought');
  await expect.poll(() => [...window.stored().values()].join()).toContain('A thought');
  await window.reload();
  await article(3).getByText('complete').waitFor();
  await expect.poll(() => composer().inputValue()).toBe('A thought');
  expect(['And in probation?', 'And in another one?', 'And after it?'].map(asked)).toEqual([1, 1, 1]);
});
