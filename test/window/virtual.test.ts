import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWindow, type Window } from './window.ts';

/** A workspace whose only folder lies on no disk, as a repository that is opened without a clone. */
const folder = mkdtempSync(path.join(tmpdir(), 'expert-assistants-virtual-'));
const file = path.join(folder, 'clients.code-workspace');
let window: Window;

beforeAll(async () => {
  writeFileSync(file, JSON.stringify({ folders: [{ uri: 'virtual:/clients', name: 'clients' }] }));
  window = await openWindow({
    folder: file,
    settings: { 'expertAssistants.connections': [{ id: 'demo', provider: 'demo', name: 'Demo' }] },
    extensions: [fileURLToPath(new URL('../editor/virtualFiles', import.meta.url))],
  });
}, 240_000);
afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('asks about a text of a virtual workspace, puts the answer into it, and has the conversation again after a reload', async () => {
  const { page } = window;
  const composer = window.chat.getByRole('textbox', { name: 'Message' });
  const answer = window.chat.getByRole('article').nth(1);
  await window.row('notice.md').first().dblclick();
  const lines = page.locator('.editor-instance .view-lines').first();
  await lines.click();
  await page.keyboard.press('Control+A');
  await window.run('Ask About Selection');
  await window.answer('Select an assistant to ask about the selection', 'Demo: Short');
  await window.chat.getByRole('list', { name: 'Context' }).getByText('notice.md').first().waitFor();
  await composer.fill('Which keys are there?');
  await composer.press('Enter');
  await answer.getByText('complete', { exact: true }).first().waitFor();

  await lines.click();
  await page.keyboard.press('Control+End');
  await window.run('Insert Last Answer at Cursor');
  await page.locator('footer').getByText('Inserted in notice.md').waitFor();
  await window.run('File: Save');
  await expect.poll(() => page.locator('.tab.dirty').count()).toBe(0);
  await expect.poll(() => lines.innerText()).toContain('[^1]');

  await window.reload();
  await window.run('Focus Message Field');
  await window.chat.getByRole('article').nth(1).getByText('complete', { exact: true }).first().waitFor();
});
