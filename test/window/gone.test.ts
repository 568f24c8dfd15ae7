import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    { id: 'office', provider: 'haufe', label: 'Office', baseUrl: haufe.baseUrl },
    {
      ...{ id: 'review', provider: 'copilotBuilder', label: 'Review', baseUrl: copilotBuilder.baseUrl },
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
  await window.choose('Set API Key', label, window.input(`API Key for ${label}`));
  await window.answer(`API Key for ${label}`, key);
  await window.toast(`The connection “${label}” works.`).waitFor();
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

describe.each(['Haufe Copilot HR', 'Contract Reviewer'])(
  'a conversation with %s that another window deletes',
  (name) => {
    it('leaves question and draft to the next one: a reload finds both, once, and nothing is sent', async () => {
      const title = `What is deleted with ${name}?`;
      await window.page.bringToFront();
      await window.startWith(name);
      await ask(window, title);
      await articles(window).nth(1).getByText('complete').waitFor();
      const other = await window.another();
      await other.chat.getByText(title).first().waitFor();
      await window.page.bringToFront();
      await window.run('Delete Thread');
      await window.dialog(`Delete the conversation “${title}”?`).getByRole('button', { name: 'Delete' }).click();
      await expect.poll(() => articles(window).count()).toBe(0);
      await other.page.bringToFront();
      const before = service.requests.filter(({ method }) => method === 'POST').length;
      const question = `Asked too late of ${name}`;
      await ask(other, question);
      await other.chat.getByText('This conversation was deleted elsewhere').first().waitFor();
      await composer(other).fill(`Typed too late for ${name}`);
      await expect.poll(() => filesWith(`Typed too late for ${name}`)).toHaveLength(1);
      await expect.poll(() => filesWith(question).some((file) => file.startsWith('outbox'))).toBe(true);
      await other.reload();
      await expect.poll(() => composer(other).inputValue()).toContain(question);
      const typed = await composer(other).inputValue();
      expect(typed.split('\n\n').sort()).toEqual([question, `Typed too late for ${name}`]);
      expect(await articles(other).count()).toBe(0);
      expect(filesWith(title)).toEqual([]);
      await other.reload();
      await expect.poll(() => composer(other).inputValue()).toBe(typed);
      const asked = service.requests.filter(({ body }) => String(body).includes(question)).length;
      expect(asked).toBe(name === 'Contract Reviewer' ? 0 : 1);
      expect(before).toBeGreaterThan(0);
      await composer(other).fill('');
      await other.page.close();
    });
  },
);

it('removing a connection says what goes; a conversation that exists here only is back with the same connection', async () => {
  await window.page.bringToFront();
  // A first try may have removed it.
  await connect();
  await setKey('Review', service.copilotBuilder.key);
  const title = `What stays with the reviewer? ${crypto.randomUUID()}`;
  await window.startWith('Contract Reviewer');
  await ask(window, title);
  await articles(window).nth(1).getByText('complete').waitFor();
  await composer(window).fill('A text that goes');
  await expect.poll(() => filesWith('A text that goes')).toHaveLength(1);
  for (const [label, says] of [
    ['Office', 'Conversations stay at the service'],
    ['Review', 'until there is a connection with the id “review” again'],
  ] as const) {
    const dialog = window.dialog(`Remove the connection “${label}”?`);
    await window.choose('Remove Connection', label, dialog);
    await dialog.getByText(says).waitFor();
    await dialog.getByRole('button', { name: label === 'Office' ? 'Cancel' : 'Remove' }).click();
  }
  await expect.poll(() => filesWith('A text that goes')).toEqual([]);
  expect(filesWith(title)).toHaveLength(1);
  await connect();
  await setKey('Review', service.copilotBuilder.key);
  await window.choose('Open Thread', title, articles(window).nth(1).getByText('complete'));
  expect(await composer(window).inputValue()).toBe('');
});
