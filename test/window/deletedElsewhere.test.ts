import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Service, startService } from '../service/service.ts';
import { openWindow, type Window } from './window.ts';

let service: Service;
let window: Window;
const composer = (at: Window) => at.chat.getByRole('textbox', { name: 'Message' });
const articles = (at: Window) => at.chat.getByRole('article');
const ask = async (at: Window, text: string) => {
  await composer(at).fill(text);
  await composer(at).press('Enter');
};
/** Every file that holds `text`. */
const filesWith = (text: string) =>
  [...window.stored()].filter(([, held]) => held.includes(text)).map(([file]) => file);

const connections = ({ haufe, copilotBuilder }: Service) => ({
  'expertAssistants.connections': [
    { id: 'office', provider: 'haufe', name: 'Office', baseUrl: haufe.baseUrl },
    {
      ...{ id: 'review', provider: 'copilotBuilder', name: 'Review', baseUrl: copilotBuilder.baseUrl },
      deploymentId: copilotBuilder.deploymentId,
    },
  ],
});
/** VS Code may not see that its settings file is written after it has written it itself. */
const connect = async () => {
  window.set(connections(service));
  await window.reload();
};
const setKey = async (label: string, key: string) => {
  await window.choose('Set API Key…', label, window.input(`API Key for ${label}`));
  await window.answer(`API Key for ${label}`, key);
  await window.told(`The connection “${label}” works.`);
  await window.run('Notifications: Clear All Notifications');
};

beforeAll(async () => {
  service = await startService();
  const { haufe, copilotBuilder } = service;
  window = await openWindow({ settings: connections(service) });
  await setKey('Office', haufe.key);
  await setKey('Review', copilotBuilder.key);
}, 240_000);
afterAll(async () => {
  await window?.close();
  await service?.stop();
});

it('leaves question and draft of a conversation that another window deletes to the next one, once', async () => {
  const title = 'What is deleted?';
  await window.page.bringToFront();
  await window.startWith('Haufe Copilot HR');
  await ask(window, title);
  await articles(window).nth(1).getByText('complete').first().waitFor();
  const other = await window.another();
  await other.chat.getByText(title).first().waitFor();
  await window.page.bringToFront();
  await window.run('Delete Conversation');
  await window.dialog(`Delete the conversation “${title}”?`).getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => articles(window).count()).toBe(0);
  await other.page.bringToFront();
  await ask(other, 'Asked too late');
  await other.chat.getByText('This conversation was deleted in another window').first().waitFor();
  await composer(other).fill('Typed too late');
  await expect.poll(() => filesWith('Typed too late')).toHaveLength(1);
  await expect.poll(() => filesWith('Asked too late').some((file) => file.startsWith('outbox'))).toBe(true);
  await other.reload();
  await expect.poll(() => composer(other).inputValue()).toContain('Asked too late');
  expect((await composer(other).inputValue()).split('\n\n').sort()).toEqual(['Asked too late', 'Typed too late']);
  expect(await articles(other).count()).toBe(0);
  expect(filesWith(title)).toEqual([]);
  expect(service.requests.filter(({ body }) => String(body).includes('Asked too late'))).toHaveLength(1);
  await composer(other).fill('');
  await other.page.close();
});

it('says what goes with a connection, and has a conversation that exists here only back with the same connection', async () => {
  await window.page.bringToFront();
  const title = `What stays with the reviewer? ${crypto.randomUUID()}`;
  await window.startWith('Contract Reviewer');
  await ask(window, title);
  await articles(window).nth(1).getByText('complete').first().waitFor();
  await composer(window).fill('A text that goes');
  await expect.poll(() => filesWith('A text that goes')).toHaveLength(1);
  const dialog = window.dialog('Remove the connection “Review”?');
  await window.choose('Remove Connection', 'Review', dialog);
  await dialog.getByText('are hidden until you add').waitFor();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => filesWith('A text that goes')).toEqual([]);
  expect(filesWith(title)).toHaveLength(1);
  await connect();
  await setKey('Review', service.copilotBuilder.key);
  await window.choose('Find Conversation', title, articles(window).nth(1).getByText('complete').first());
  expect(await composer(window).inputValue()).toBe('');
});
