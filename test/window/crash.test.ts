import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Service } from '../service/service.ts';
import { type Office, openOffice } from './office.ts';
import type { Window } from './window.ts';

let office: Office;
let service: Service;
let window: Window;

const posts = (ending: string) =>
  service.requests.filter(({ method, path }) => method === 'POST' && path.endsWith(ending));
const composer = () => window.chat.getByRole('textbox', { name: 'Message' });
const article = (index: number) => window.chat.getByRole('article').nth(index);
const begin = async (question: string) => {
  await window.startWith('Haufe Copilot HR');
  await composer().fill(question);
  await composer().press('Enter');
};

beforeAll(async () => {
  office = await openOffice();
  ({ service, window } = office);
}, 240_000);
afterAll(() => office?.close());

it('shows question and partial answer after a crash in mid-answer, and completes the answer from the service', async () => {
  service.haufe.storesAnswer = 'never';
  const release = service.hold();
  await begin('Which notice period applies?');
  await article(1).getByText('Zur').waitFor();
  window.crash();
  release();
  await window.reload();
  await article(0).getByText('Which notice period applies?').waitFor();
  await article(1).getByText('Zur').waitFor();
  await article(1).getByText('interrupted').first().waitFor();
  const thread = service.haufe.threads.at(-1);
  if (!thread) throw new Error('the service has no thread');
  service.haufe.addMessage(thread, 'assistant', 'Zur Frage: vier Wochen.');
  await article(1).getByText('Zur Frage: vier Wochen.').waitFor();
  await article(1).getByText('complete').first().waitFor();
  expect(posts('/messages')).toHaveLength(1);
  service.haufe.storesAnswer = 'sent';
});

it('keeps a question when the window is loaded again at once after sending, and lets only the person send it again', async () => {
  service.requests.length = 0;
  service.fail('/messages', { method: 'POST', silentAt: -1 });
  await begin('And in probation?');
  await service.until(() => posts('/messages')[0]);
  await window.reload();
  await article(0).getByText('And in probation?').waitFor();
  await article(0).getByText('may not have been sent').waitFor();
  expect(posts('/messages')).toHaveLength(1);
  await window.chat.getByRole('button', { name: 'Send Again' }).click();
  await article(1).getByText('complete').first().waitFor();
  const texts = service.haufe.threads.at(-1)?.messages.map(({ content }) => content) ?? [];
  expect(texts.filter((text) => text === 'And in probation?')).toHaveLength(1);
});
