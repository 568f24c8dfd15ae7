import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Service } from '../service/service.ts';
import { type Office, openOffice } from './office.ts';
import type { Window } from './window.ts';

let office: Office;
let service: Service;
let window: Window;

const posts = (ending: string) =>
  service.requests.filter(({ method, path }) => method === 'POST' && path.endsWith(ending));
const composer = (at = window) => at.chat.getByRole('textbox', { name: 'Message' });
const context = () => window.chat.getByRole('list', { name: 'Context' });
const article = (index: number, at = window) => at.chat.getByRole('article').nth(index);
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

it('after a crash in mid-answer, question and partial answer are there, and the answer completes from the service', async () => {
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
  await article(1).getByText('complete').waitFor();
  expect(posts('/messages')).toHaveLength(1);
  service.haufe.storesAnswer = 'sent';
});

it('a question that waited when the window crashed is back in the message field, and was not sent', async () => {
  const release = service.hold();
  await begin('Which form is needed?');
  await article(1).getByText('Zur').waitFor();
  await composer().fill('And by when?');
  await composer().press('Enter');
  await window.chat.getByText('Queued: And by when?').waitFor();
  await window.run('File: New Untitled Text File');
  await window.page.keyboard.type('The notice was given in May.');
  await window.page.keyboard.press('ControlOrMeta+a');
  await window.run('Ask Assistant About Selection');
  await window.answer('Whom do you want to ask about the selection?', 'Current conversation');
  await context().getByText('Untitled').first().waitFor();
  await expect.poll(() => [...window.stored().values()].join()).toContain('The notice was given in May.');
  const before = posts('/messages').length;
  window.crash();
  release();
  await window.reload();
  await article(0).getByText('Which form is needed?').waitFor();
  await expect.poll(() => composer().inputValue()).toBe('And by when?');
  expect(posts('/messages')).toHaveLength(before);
  await context().getByText('Untitled').first().waitFor();
  await composer().fill('');
  await context().getByRole('button').click();
  await window.run('Revert and Close Editor');
});

it('a window that is loaded again at once after sending keeps the question, and only the person sends it again', async () => {
  service.requests.length = 0;
  service.fail('/messages', { method: 'POST', silentAt: -1 });
  await begin('And in probation?');
  await service.until(() => posts('/messages')[0]);
  await window.reload();
  await article(0).getByText('And in probation?').waitFor();
  await article(0).getByText('perhaps not sent').waitFor();
  expect(posts('/messages')).toHaveLength(1);
  await window.chat.getByRole('button', { name: 'Send Again' }).click();
  await article(1).getByText('complete').waitFor();
  const texts = service.haufe.threads.at(-1)?.messages.map(({ content }) => content) ?? [];
  expect(texts.filter((text) => text === 'And in probation?')).toHaveLength(1);
});

it('two windows on one profile go on with the same conversation', async () => {
  const other = await window.another();
  await other.choose('Find Thread', 'And in probation?', article(1, other).getByText('complete'));
  await composer(other).fill('From the other window');
  await composer(other).press('Enter');
  await article(3, other).getByText('complete').waitFor();
  await window.page.bringToFront();
  await window.reload();
  await article(2).getByText('From the other window').waitFor();
  await article(3).getByText('complete').waitFor();
  expect(await window.chat.getByRole('article').count()).toBe(await other.chat.getByRole('article').count());
});

it('a question that is taken back joins what stands in the message field', async () => {
  service.fail('/messages', { method: 'POST', silentAt: -1 });
  const before = posts('/messages').length;
  await begin('Back to me?');
  await service.until(() => posts('/messages')[before]);
  await window.reload();
  await article(0).getByText('perhaps not sent').waitFor();
  await composer().fill('My draft');
  await window.chat.getByRole('button', { name: 'Back to Input' }).click();
  await expect.poll(() => composer().inputValue()).toBe('Back to me?\n\nMy draft');
  await composer().fill('');
});

it('a question that another window took back is not sent, and it is said where it went', async () => {
  service.fail('/messages', { method: 'POST', silentAt: -1 });
  const before = posts('/messages').length;
  await begin('Whose is it?');
  await service.until(() => posts('/messages')[before]);
  await window.reload();
  await article(0).getByText('perhaps not sent').waitFor();
  const other = await window.another();
  await article(0, other).getByText('perhaps not sent').waitFor();
  await other.chat.getByRole('button', { name: 'Back to Input' }).click();
  await expect.poll(() => composer(other).inputValue()).toBe('Whose is it?');
  service.reset();
  await window.page.bringToFront();
  const sent = posts('/messages').length;
  await window.chat.getByRole('button', { name: 'Send Again' }).click();
  await window.page.getByText('Another window took this question back').first().waitFor();
  await expect.poll(() => window.chat.getByRole('article').count()).toBe(0);
  expect(posts('/messages').length).toBe(sent);
  await other.page.close();
});

it('while one window waits for an answer, the other sends nothing in that conversation, and says so', async () => {
  await begin('The first one?');
  await article(1).getByText('complete').waitFor();
  const other = await window.another();
  await other.chat.getByText('The first one?').first().waitFor();
  const release = service.hold();
  await window.page.bringToFront();
  await composer().fill('From here');
  await composer().press('Enter');
  await article(3).getByText('Zur').waitFor();
  await other.page.bringToFront();
  const sent = posts('/messages').length;
  await composer(other).fill('From there');
  await composer(other).press('Enter');
  await other.page.getByText('Another window waits for an answer in this conversation').first().waitFor();
  await article(2, other).getByText('sent, no answer here yet').waitFor();
  expect(await composer(other).inputValue()).toBe('From there');
  expect(posts('/messages').length).toBe(sent);
  release();
  await article(3).getByText('complete').waitFor();
  await composer(other).press('Enter');
  await article(5, other).getByText('complete').waitFor();
  expect(posts('/messages').length).toBe(sent + 1);
  const shown = await other.chat.getByRole('article', { name: 'You' }).locator('.bubble').allTextContents();
  expect(shown).toEqual(['The first one?', 'From here', 'From there']);
  await other.page.close();
});
