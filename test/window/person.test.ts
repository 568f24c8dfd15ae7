import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Service, startService } from '../service/service.ts';
import { openWindow, type Window } from './window.ts';

let service: Service;
let window: Window;

const posts = (ending: string) =>
  service.requests.filter(({ method, path }) => method === 'POST' && path.endsWith(ending));

let hasKey = false;
/** How many requests went out before anything was opened. */
let unasked: number | undefined;
async function enterKey(): Promise<void> {
  if (!hasKey) {
    await window.run('Set API Key…');
    await window.answer('API Key for Office', service.haufe.key);
    await window.told('The connection “Office” works.');
    await window.run('Notifications: Clear All Notifications');
  }
  hasKey = true;
}

/** A new conversation with one question and its answer. */
async function begin(question: string): Promise<void> {
  await enterKey();
  await window.startWith('Haufe Copilot HR');
  const composer = window.chat.getByRole('textbox', { name: 'Message' });
  await composer.fill(question);
  await composer.press('Enter');
  await window.chat.getByRole('article').nth(1).getByText('complete').first().waitFor();
}

beforeAll(async () => {
  service = await startService();
  const { baseUrl } = service.haufe;
  window = await openWindow({
    settings: { 'expertAssistants.connections': [{ id: 'office', provider: 'haufe', name: 'Office', baseUrl }] },
  });
  await window.run('Focus on Assistants View');
  await window.row('Office').waitFor();
  unasked = service.requests.length;
}, 240_000);
afterAll(async () => {
  await window?.close();
  await service?.stop();
});
beforeEach(() => window.clear());

it('asks nobody before a person opens something', () => {
  expect(unasked).toBe(0);
});

it('names a wrong key in a notification that leads to entering it again', async () => {
  await window.run('Set API Key…');
  await window.answer('API Key for Office', 'a key with spaces');
  await window.page.getByText('It contains spaces or special characters').waitFor();
  await window.answer('API Key for Office', 'wrong-key');
  const said = window.toast('was saved but doesn’t work');
  await said.getByText('rejected the API key').waitFor();
  // Once: whoever else asks meanwhile shows it in its own place.
  expect(await window.toast('rejected the API key').count()).toBe(1);
  await said.getByRole('button', { name: 'Set API Key…' }).click();
  await window.answer('API Key for Office', service.haufe.key);
  await window.told('The connection “Office” works.');
  hasKey = true;
});

it('keeps a draft and a conversation when the window is loaded again', async () => {
  await begin('Which notice period applies?');
  const sent = posts('/messages').length;
  const composer = window.chat.getByRole('textbox', { name: 'Message' });
  await composer.fill('A thought that is not sent yet');
  await expect.poll(() => [...window.stored().values()].join()).toContain('A thought that is not sent yet');
  await window.reload();
  // The conversation that was shown last is shown again.
  await window.chat.getByRole('article').nth(1).getByText('complete').first().waitFor();
  await window.chat
    .locator('textarea')
    .and(window.chat.getByRole('textbox', { name: 'Message' }))
    .waitFor();
  expect(await composer.inputValue()).toBe('A thought that is not sent yet');
  expect(posts('/messages')).toHaveLength(sent);
  await composer.fill('');
});

it('asks before deleting, and names the conversation', async () => {
  await begin('What is deleted?');
  await window.run('Focus on Assistants View');
  const row = window.row('What is deleted?');
  await row.click();
  await window.page.keyboard.press('Delete');
  const dialog = window.dialog('Delete the conversation “What is deleted?”?');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(service.haufe.threads.at(-1)?.deleted).toBe(false);
  await row.click();
  await window.page.keyboard.press('Delete');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await row.waitFor({ state: 'detached' });
  expect(service.haufe.threads.at(-1)?.deleted).toBe(true);
});

it('puts a stopped answer nowhere without asking', async () => {
  await enterKey();
  await window.startWith('Haufe Copilot HR');
  const composer = window.chat.getByRole('textbox', { name: 'Message' });
  const release = service.hold();
  await composer.fill('And then?');
  await composer.press('Enter');
  await window.chat.getByRole('article').nth(1).getByText('Zur').waitFor();
  await composer.press('Escape');
  await window.chat.getByRole('article').nth(1).getByText('stopped').first().waitFor();
  release();
  await window.chat.getByRole('button', { name: 'New Document' }).click();
  await window.dialog('This answer isn’t complete.').getByRole('button', { name: 'Use Anyway' }).click();
  await window.page.locator('.monaco-editor .view-line').first().getByText('Zur').waitFor();
});

it('clears all keys, and asks for one then', async () => {
  await enterKey();
  hasKey = false;
  await window.run('Delete All API Keys');
  await window.dialog('Delete all API keys').getByRole('button', { name: 'Delete' }).click();
  await window.toast('API keys deleted: 1').waitFor();
  await window.run('Focus on Assistants View');
  // Below the connection, and below each of its assistants that stays known and was open.
  await window.row('No API key is stored for this connection.').first().waitFor();
});
