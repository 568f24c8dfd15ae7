import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { until } from '../vscode/until.ts';
import { openWindow, type Window } from './window.ts';

let window: Window;
const composer = () => window.chat.getByRole('textbox', { name: 'Message' });
const conversation = () => window.row('Question Beta');
const folder = () => window.row('Müller');
const focused = () => window.page.locator('.monaco-list:focus .monaco-list-row.focused');
const selected = () => window.page.locator('.pane-body .monaco-list-row.selected');
const deletion = () => window.dialog('Delete the conversation');
const said = () => window.toast('Select a conversation first.');

/** Moves the focus, and nothing else, to the row with `text`. */
async function focusOn(text: string): Promise<void> {
  await window.run('Focus on Assistants View');
  await focused().waitFor();
  await expect
    .poll(async () => {
      const [from, to] = await Promise.all([focused(), window.row(text)].map((row) => row.getAttribute('data-index')));
      if (from !== to) await window.page.keyboard.press(`Arrow${Number(from) < Number(to) ? 'Down' : 'Up'}`);
      return focused().innerText();
    })
    .toContain(text);
}

/** Alpha is shown, and selected. */
async function selectAlpha(): Promise<void> {
  await window.row('Question Alpha').click();
  await window.chat.getByRole('heading', { level: 1, name: 'Question Alpha' }).waitFor();
  await window.row('Question Alpha').click();
  await selected().getByText('Question Alpha').waitFor();
}

beforeAll(async () => {
  window = await openWindow({
    settings: { 'expertAssistants.connections': [{ id: 'demo', provider: 'demo', name: 'Demo' }] },
  });
  for (const name of ['Alpha', 'Beta', 'Gamma']) {
    await window.startWith('Demo: No Sources');
    await composer().fill(`Question ${name}`);
    await composer().press('Enter');
    await window.chat.getByRole('article').nth(1).getByText('complete', { exact: true }).first().waitFor();
  }
  await window.run('Focus on Assistants View');
}, 400_000);
afterAll(() => window?.close());
beforeEach(() => window.clear());

it('acts with Delete and F2 on the conversation that has the focus, not on the one that is selected', async () => {
  await selectAlpha();
  const { page } = window;
  for (const name of ['Gamma', 'Beta', 'Alpha', 'Gamma']) {
    await focusOn(`Question ${name}`);
    await page.keyboard.press('Delete');
    await deletion().waitFor();
    expect(await deletion().innerText()).toContain(`“Question ${name}”`);
    await page.keyboard.press('Escape');
    await deletion().waitFor({ state: 'detached' });
    expect(await selected().innerText()).toContain('Question Alpha');
    await page.keyboard.press('F2');
    const title = page.locator('.quick-input-widget input[type="text"]').first();
    await window.input('The title is stored on this computer').waitFor();
    expect(await title.inputValue()).toBe(`Question ${name}`);
    await page.keyboard.press('Escape');
    await focused().waitFor();
  }
  expect(await window.chat.getByRole('heading', { level: 1 }).innerText()).toBe('Question Alpha');
  await focusOn('Question Gamma');
  await window.page.keyboard.press('Delete');
  await deletion().getByRole('button', { name: 'Delete' }).click();
  await window.row('Question Gamma').waitFor({ state: 'detached' });
  expect(await window.row('Question Alpha').count()).toBe(1);
});

it('deletes nothing on a row that is no conversation', async () => {
  await selectAlpha();
  await focusOn('Demo: No Sources');
  await window.page.keyboard.press('Delete');
  await said().waitFor();
  expect(await deletion().count()).toBe(0);
  expect(await selected().innerText()).toContain('Question Alpha');
});

it('moves a conversation into a folder that is renamed and deleted, and keeps the conversation', async () => {
  await window.row('Question Beta').click();
  await window.chat.getByRole('heading', { level: 1, name: 'Question Beta' }).waitFor();
  await window.run('Move Conversation to Folder');
  await window.answer('Select a folder', 'New Folder');
  await window.answer('New Folder', 'Müller');
  await until('the folder on the disk', () => [...window.stored().values()].join().includes('Müller'));
  await window.run('Focus on Assistants View');
  await folder().waitFor();
  // Opened, so that one sees where the conversation is now.
  await conversation().waitFor();
  const depth = async (row: Locator) => Number(await row.getAttribute('aria-level'));
  expect(await depth(conversation())).toBe((await depth(folder())) + 1);

  await window.run('Delete Conversation Folder');
  await window.answer('Select a folder', 'Müller');
  const said = window.toast('The folder “Müller” was deleted. Its conversations stay.');
  await said.waitFor();
  await folder().waitFor({ state: 'detached' });
  await conversation().waitFor();
  await said.getByRole('button', { name: 'Undo' }).click();
  await folder().waitFor();

  await window.run('Rename Conversation Folder');
  await window.answer('Select a folder', 'Müller');
  await window.answer('Rename Folder', 'Müller GmbH');
  await window.row('Müller GmbH').waitFor();
  await window.run('Move Conversation to Folder');
  await window.answer('Select a folder', 'No Folder');
  await folder().waitFor({ state: 'detached' });
  await conversation().waitFor();
});
