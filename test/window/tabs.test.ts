import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Service } from '../service/service.ts';
import { type Office, openOffice } from './office.ts';
import type { Window } from './window.ts';

let office: Office;
let service: Service;
let window: Window;

beforeAll(async () => {
  office = await openOffice();
  ({ service, window } = office);
}, 240_000);
afterAll(() => office?.close());

const pages = () => window.page.locator('iframe.webview.ready[src*="extensionId=expert-assistants.expert-assistants"]');
const page = (index: number) => pages().nth(index).contentFrame().locator('iframe#active-frame').contentFrame();
const shown = async () => {
  const titles: string[] = [];
  for (let index = 0; index < (await pages().count()); index++)
    titles.push(await page(index).getByRole('heading', { level: 1 }).innerText({ timeout: 30_000 }));
  return titles.sort();
};
/** The page that shows the conversation called `title`. */
const pageOf = async (title: string) => {
  await expect.poll(shown, { timeout: 30_000 }).toContain(title);
  for (let index = 0; ; index++)
    if ((await page(index).getByRole('heading', { level: 1 }).innerText()) === title) return page(index);
};
const field = async (title: string) => (await pageOf(title)).getByRole('textbox', { name: 'Message' });
const asked = (title: string) =>
  service.haufe.threads
    .filter((thread) => thread.title === title)
    .flatMap(({ messages }) => messages)
    .map(({ content }) => content);

const begin = async (question: string) => {
  await window.startWith('Haufe Copilot HR');
  const message = window.chat.getByRole('textbox', { name: 'Message' });
  await message.fill(question);
  await message.press('Enter');
  await window.chat.getByRole('article').nth(1).getByText('complete').first().waitFor();
};

it('shows two conversations side by side, each with its own draft and questions, and both again after a reload', async () => {
  await begin('First case?');
  await begin('Second case?');
  await window.run('Focus on Assistants View');
  await window.run('Open Chat in Editor');
  await expect.poll(shown).toEqual(['Second case?', 'Second case?']);
  // The view is used: what is opened in the list stands there.
  await page(0).getByRole('textbox', { name: 'Message' }).click();
  await window.row('First case?').click();
  await expect.poll(shown).toEqual(['First case?', 'Second case?']);

  await (await field('Second case?')).fill('A draft of the second');
  const first = await field('First case?');
  await first.fill('And the deadline?');
  await first.press('Enter');
  await (await pageOf('First case?')).getByRole('article').nth(3).getByText('complete').first().waitFor();
  expect(asked('First case?')).toContain('And the deadline?');
  expect(asked('Second case?')).not.toContain('And the deadline?');
  expect(await (await pageOf('Second case?')).getByRole('article').count()).toBe(2);
  expect(await (await field('Second case?')).inputValue()).toBe('A draft of the second');

  // By VS Code's own command: it writes down which tabs are open first.
  await Promise.all([window.page.waitForEvent('load'), window.run('Developer: Reload Window')]);
  await expect.poll(shown, { timeout: 60_000 }).toEqual(['First case?', 'Second case?']);
  expect(await (await field('Second case?')).inputValue()).toBe('A draft of the second');
  const second = await field('Second case?');
  await second.press('Enter');
  await (await pageOf('Second case?')).getByRole('article').nth(3).getByText('complete').first().waitFor();
  expect(asked('Second case?')).toContain('A draft of the second');
});
