import type { Locator } from 'playwright-core';
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

/** The last answer of each page, in whichever order the pages stand. */
const lastAnswers = async () => {
  const found: Locator[] = [];
  for (let index = 0; index < (await pages().count()); index++) found.push(page(index).getByRole('article').last());
  return found;
};
const states = () =>
  inEach(
    async (answer) =>
      /answering|complete|interrupted|stopped|failed/.exec((await answer.innerText()).toLowerCase())?.[0] ?? '',
  );
const replies = () => inEach(async (answer) => /Reply to [^\n]*/.exec(await answer.innerText())?.[0] ?? '');
const inEach = async (read: (answer: Locator) => Promise<string>) =>
  (await Promise.all((await lastAnswers()).map(read))).sort();

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

it('answers in three tabs at the same time, and has each answer in its own tab after a reload', async () => {
  const cases = ['Case one?', 'Case two?', 'Case three?'];
  service.haufe.answers = (question) => ({ text: `Reply to ${question}`, sources: [] });
  service.haufe.storesAnswer = 'always';
  await window.run('View: Close All Editors');
  await expect.poll(() => pages().count()).toBe(1);
  await window.run('Focus on Assistants View');
  let release = service.hold();
  for (const title of cases) {
    await window.startWith('Haufe Copilot HR');
    const message = window.chat.getByRole('textbox', { name: 'Message' });
    await message.fill(title);
    await message.press('Enter');
    await window.chat.getByRole('article').nth(1).getByText('answering').first().waitFor();
    await window.row(title).waitFor();
  }
  for (const [index, title] of cases.entries()) {
    // The view is used: what is opened in the list stands there, and not in the tab of the one before.
    await page(0).getByRole('textbox', { name: 'Message' }).click();
    await window.row(title).click();
    await expect.poll(shown, { timeout: 30_000 }).toEqual([...cases.slice(0, index), title].sort());
    await window.run('Open Chat in Editor');
    await expect.poll(shown, { timeout: 30_000 }).toEqual([...cases.slice(0, index + 1), title].sort());
  }
  const [one, two, three] = cases as [string, string, string];
  const all = [one, three, three, two];
  await expect.poll(shown, { timeout: 30_000 }).toEqual(all);
  expect(await states()).toEqual(all.map(() => 'answering'));
  release();
  await expect.poll(states, { timeout: 30_000 }).toEqual(all.map(() => 'complete'));
  expect(await replies()).toEqual(all.map((title) => `Reply to ${title}`).sort());

  release = service.hold();
  for (const title of cases) {
    const message = await field(title);
    await message.fill(`More of ${title}`);
    await message.press('Enter');
    await (await pageOf(title)).getByRole('article').nth(3).getByText('answering').first().waitFor();
  }
  await Promise.all([window.page.waitForEvent('load'), window.run('Developer: Reload Window')]);
  release();
  await expect.poll(shown, { timeout: 60_000 }).toEqual(all);
  await expect.poll(states, { timeout: 60_000 }).toEqual(all.map(() => 'complete'));
  expect(await replies()).toEqual(all.map((title) => `Reply to More of ${title}`).sort());
  for (const title of cases) expect(asked(title).filter((text) => text === `More of ${title}`)).toHaveLength(1);
});
