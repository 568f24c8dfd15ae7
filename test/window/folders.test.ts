import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../vscode/until.ts';
import { openWindow, type Window } from './window.ts';

let window: Window;
beforeAll(async () => {
  window = await openWindow({
    settings: { 'expertAssistants.connections': [{ id: 'demo', provider: 'demo', label: 'Demo' }] },
  });
  await window.startWith('Demo Tour');
  const composer = window.chat.getByRole('textbox', { name: 'Message' });
  await composer.fill('Which keys are there?');
  await composer.press('Enter');
  await window.chat.getByRole('article').nth(1).getByText('complete', { exact: true }).waitFor();
}, 300_000);
afterAll(() => window?.close());

const conversation = () => window.row('Which keys are there?');
const folder = () => window.row('Müller');

it('a conversation goes into a new folder, and is found in it', async () => {
  await window.run('Move to Folder');
  await window.answer('Into which folder', 'New Folder');
  await window.answer('New Folder', 'Müller');
  await until('the folder on the disk', () => [...window.stored().values()].join().includes('Müller'));
  await window.run('Focus on Assistants View');
  await window.row('Demo').first().click();
  await window.row('Demo Tour').click();
  await folder().waitFor();
  // Opened, so that one sees where the conversation is now.
  await conversation().waitFor();
  const depth = async (row: Locator) => Number(await row.getAttribute('aria-level'));
  expect(await depth(conversation())).toBe((await depth(folder())) + 1);
});

it('deleting the folder leaves the conversation, and can be taken back', async () => {
  await window.run('Delete Folder');
  await window.answer('Which folder?', 'Müller');
  const said = window.toast('The folder “Müller” is deleted. Its conversations stay.');
  await said.waitFor();
  await folder().waitFor({ state: 'detached' });
  await conversation().waitFor();
  await said.getByRole('button', { name: 'Undo' }).click();
  await folder().waitFor();
});

it('a folder is renamed, and gives its conversation back', async () => {
  await window.run('Rename Folder');
  await window.answer('Which folder?', 'Müller');
  await window.answer('Rename Folder', 'Müller GmbH');
  await window.row('Müller GmbH').waitFor();
  await window.run('Move to Folder');
  await window.answer('Into which folder', 'No Folder');
  await folder().waitFor({ state: 'detached' });
  await conversation().waitFor();
});
