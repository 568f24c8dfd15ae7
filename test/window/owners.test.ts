import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { hr } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { openWindow, type Window } from './window.ts';

/** Whose conversations a Haufe connection lists, as a person chooses it and sees it. */

let service: Service;
let window: Window;
let isChanged = false;
const office = () => ({ id: 'office', provider: 'haufe', name: 'Office', baseUrl: service.haufe.baseUrl });

beforeAll(async () => {
  service = await startService();
  service.haufe.addThread(hr.id, 'Of a colleague', ['Q', 'A'], randomUUID());
  service.haufe.addThread(hr.id, 'Of nobody', ['Q', 'A']);
  window = await openWindow({ settings: { 'expertAssistants.connections': [office()] } });
  await window.run('Set API Key');
  await window.answer('API Key for Office', service.haufe.key);
  await window.told('All conversations of this API key are listed');
  await window.run('Notifications: Clear All Notifications');
}, 240_000);
afterAll(async () => {
  await window?.close();
  await service?.stop();
});
beforeEach(() => window.clear());

/** The connection as it was at first, and no other. */
async function onlyOffice(): Promise<void> {
  if (!isChanged) return;
  isChanged = false;
  window.set({ 'expertAssistants.connections': [office()] });
  await window.reload();
}

it('marks conversations of another user, and deletes none without saying whose it is', async () => {
  await onlyOffice();
  await window.choose('Find Conversation', 'Of a colleague', window.chat.getByRole('article').first().getByText('Q'));
  await window.chat.getByText('This conversation belongs to another user of this API key.').waitFor();
  await window.run('Delete Conversation');
  const dialog = window.dialog('Delete the conversation “Of a colleague”?');
  await dialog.getByText('This conversation belongs to another user of this API key.').waitFor();
  await dialog.getByText('for everyone who uses this API key').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(service.haufe.threads.every(({ deleted }) => !deleted)).toBe(true);
});

it('asks for no conversations but the person’s own once that is chosen', async () => {
  await onlyOffice();
  isChanged = true;
  await window.run('Edit Connection');
  await window.answer('Name of this connection', 'Office');
  await window.answer('Address of the service', service.haufe.baseUrl);
  await window.answer('License (product number)', '');
  await window.answer('Whose conversations do you want to see?', 'Only my conversations');
  service.reset();
  await window.answer('leave empty to keep the stored API key', '');
  await window.told('Only your own conversations are listed.');
  await window.startWith('Haufe Copilot HR');
  const composer = window.chat.getByRole('textbox', { name: 'Message' });
  await composer.fill('Mine');
  await composer.press('Enter');
  await window.chat.getByRole('article').nth(1).getByText('complete').first().waitFor();
  const own = service.haufe.threads.at(-1)?.user_id;
  expect(own).toMatch(/^[0-9a-f-]{36}$/);
  const lists = service.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/v1/threads'));
  expect(lists.every(({ query }) => query.get('user_id') === own)).toBe(true);
});

it('adds a connection from a pasted cURL command, with the key in secret storage alone', async () => {
  isChanged = true;
  const { baseUrl, deploymentId, key } = service.copilotBuilder;
  await window.run('Add Connection from cURL');
  await window.answer(
    'Paste a cURL command',
    `curl -X POST '${baseUrl}/chat/initialize?deploymentId=${deploymentId}' -H 'X-API-KEY: ${key}'`,
  );
  await window.dialog(`Connect to ${baseUrl}?`).getByRole('button', { name: 'Use This Address' }).click();
  await window.answer('Name of this connection', 'Reviews');
  await window.answer('Deployment ID', deploymentId);
  await window.told('The connection “Reviews” works.');
  expect([...window.stored()].join()).not.toContain(key);
});
