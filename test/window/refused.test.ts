import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Service, startService } from '../service/service.ts';
import { openWindow, type Window } from './window.ts';

let service: Service;
let window: Window;

const composer = () => window.chat.getByRole('textbox', { name: 'Message' });
const articles = () => window.chat.getByRole('article');
const button = (name: string) => window.chat.getByRole('button', { name, exact: true });
const requests = (path: string) => service.requests.filter((request) => request.path === path);
const lost = () => window.chat.getByText('The service no longer remembers the messages above.');

/** A new conversation: with one assistant alone, nobody is asked with which. */
async function start(): Promise<void> {
  await window.run('Ask an Assistant');
  await articles().first().waitFor({ state: 'detached' });
  await window.chat.getByRole('heading', { name: 'Contract Reviewer', exact: true }).first().waitFor();
  await window.chat.locator('textarea:focus').waitFor();
}

async function type(text: string): Promise<void> {
  await composer().fill(text);
  await composer().press('Enter');
}

/** A conversation with an answer, whose next question the service refuses. */
async function refused(): Promise<void> {
  await start();
  await type('Is clause 4 valid?');
  await articles().nth(1).getByText('complete').first().waitFor();
  service.reset();
  service.fail('/chat/SendMessage', { status: 400, body: '{"title":"Bad Request","status":400}' });
  await type('And clause 5?');
  await button('Start New Session').waitFor();
}

beforeAll(async () => {
  service = await startService();
  const { baseUrl, deploymentId, key } = service.copilotBuilder;
  const review = { id: 'review', provider: 'copilotBuilder', name: 'Review', baseUrl, deploymentId };
  window = await openWindow({ settings: { 'expertAssistants.connections': [review] } });
  await window.run('Set API Key…');
  await window.answer('API Key for Review', key);
  await window.told('“Review” works.');
  await window.run('Notifications: Clear All Notifications');
}, 240_000);
afterAll(async () => {
  await window?.close();
  await service?.stop();
});
beforeEach(async () => {
  service.reset();
  await window.clear();
});

it('sends a refused question once, and edits it where it was typed', async () => {
  await refused();
  expect([requests('/chat/SendMessage').length, requests('/chat/initialize').length]).toEqual([1, 0]);
  await composer().fill('typed meanwhile');
  await button('Edit Question').click();
  await expect.poll(() => composer().inputValue()).toBe('And clause 5?\n\ntyped meanwhile');
  // The message field has the words before the conversation is painted without them.
  await expect.poll(() => articles().count()).toBe(2);
  await type('And clause 6?');
  await articles().nth(3).getByText('complete').first().waitFor();
  expect(await lost().count()).toBe(0);
  expect([requests('/chat/SendMessage').length, requests('/chat/initialize').length]).toEqual([2, 0]);
});

it('sends a refused question once more in a new session, and says that what was said before is lost', async () => {
  await refused();
  await button('Start New Session').click();
  await articles().nth(3).getByText('complete').first().waitFor();
  await lost().waitFor();
  expect(await articles().count()).toBe(4);
  expect([requests('/chat/SendMessage').length, requests('/chat/initialize').length]).toEqual([2, 1]);
});

it('sends nothing of a conversation to another deployment that its connection got, and takes its question into a new one', async () => {
  await start();
  await composer().fill('Secret of client A');
  await composer().press('Enter');
  await articles().nth(1).getByText('complete').first().waitFor();
  Object.assign(service.copilotBuilder, { deploymentId: 'other-deployment' });
  const asked = () => service.requests.filter(({ method, body }) => method === 'POST' && body.includes('client A'));
  const before = asked().length;
  await window.run('Edit Connection');
  await window.answer('Name of this connection', 'Review');
  await window.answer('Address of the service', service.copilotBuilder.baseUrl);
  await window.answer('Deployment ID. It', 'other-deployment');
  await window.answer('leave empty to keep the stored API key', '');
  await window.told('The connection “Review” works.');

  await composer().fill('What else about client A?');
  await composer().press('Enter');
  await window.chat.getByRole('article').last().getByText('Nothing was sent').waitFor();
  expect(await articles().nth(1).textContent()).toContain('complete');
  expect(asked()).toHaveLength(before);

  await window.chat.getByRole('article').getByRole('button', { name: 'New Conversation' }).click();
  await expect.poll(() => articles().count()).toBe(0);
  await expect.poll(() => composer().inputValue()).toBe('What else about client A?');
  await composer().press('Enter');
  await articles().nth(1).getByText('complete').first().waitFor();
  expect(asked().at(-1)?.body).toContain('other-deployment');

  // What was asked before is still listed, below the earlier deployment.
  await window.choose('Find Conversation', 'Secret', articles().first().getByText('Secret of client A'));
  await articles().nth(1).getByText('complete').first().waitFor();
});
