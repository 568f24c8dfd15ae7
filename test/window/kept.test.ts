import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Service } from '../service/service.ts';
import { type Office, openOffice } from './office.ts';
import type { Window } from './window.ts';

let office: Office;
let service: Service;
let window: Window;

const composer = (at = window) => at.chat.getByRole('textbox', { name: 'Message' });
const article = (index: number, at = window) => at.chat.getByRole('article').nth(index);
const button = (name: string, at = window) => at.chat.getByRole('button', { name });
const asked = (text: string) =>
  service.haufe.threads.flatMap(({ messages }) => messages).filter(({ content }) => content === text).length;

async function begin(question: string): Promise<void> {
  await window.startWith('Haufe Copilot HR');
  await composer().fill(question);
  await composer().press('Enter');
}

/** What lies in one of the storage folders. */
const kept = (folder: string) =>
  [...window.stored()].flatMap(([file, text]) => (file.startsWith(folder) ? text : [])).join('\n');

/** From now on every connection breaks before a byte of an answer, until `service.reset()`. */
const goOffline = () => service.fail(/./, { cutAt: -1, reset: true, times: 1_000 });

beforeAll(async () => {
  office = await openOffice();
  ({ service, window } = office);
}, 240_000);
afterAll(() => office?.close());
beforeEach(() => service.reset());

it('a question is there after a crash in the very moment of Enter, and went out once at most', async () => {
  // Later and later: before it is written down, between that and its first byte, after it.
  for (const [index, wait] of [0, 60, 400].entries()) {
    const question = `Is it kept? (${index})`;
    await window.startWith('Haufe Copilot HR');
    await composer().fill(question);
    await expect.poll(() => [...window.stored().values()].join()).toContain(question);
    await composer().press('Enter');
    await window.page.evaluate((milliseconds) => new Promise((done) => setTimeout(done, milliseconds)), wait);
    window.crash();
    await window.reload();
    const places = async () => [
      await composer().inputValue(),
      ...(await window.chat.getByRole('article', { name: 'You' }).allTextContents()),
    ];
    await expect.poll(async () => (await places()).join('\n')).toContain(question);
    expect(asked(question)).toBeLessThanOrEqual(1);
    if ((await composer().inputValue()) !== '') await composer().fill('');
  }
});

it('what was typed in a conversation that has not begun is shown again after a crash, and only as long as it is there', async () => {
  await begin('Which notice period applies?');
  await article(1).getByText('complete').waitFor();
  await window.startWith('Haufe Copilot HR');
  await composer().fill('A thought for the next one');
  await expect.poll(() => kept('drafts')).toContain('A thought for the next one');
  window.crash();
  await window.reload();
  await expect.poll(() => composer().inputValue()).toBe('A thought for the next one');
  expect(await window.chat.getByRole('article').count()).toBe(0);
  await composer().fill('');
  await expect.poll(() => kept('drafts')).not.toContain('A thought for the next one');
  await window.reload();
  await article(1).getByText('complete').waitFor();
  expect(await composer().inputValue()).toBe('');
});

it('without a network what was read stays readable, nothing is sent by itself, and Retry sends once', async () => {
  await begin('Which notice period applies?');
  await article(1).getByText('complete').waitFor();
  await expect.poll(() => kept('readings').includes('Das Arbeitsverhältnis endet')).toBe(true);
  goOffline();
  await window.reload();
  await window.chat.getByText('Not connected: shown as of').waitFor();
  await article(1).getByText('Zur Frage').waitFor();
  await composer().fill('And without a network?');
  await composer().press('Enter');
  await article(2).getByText('not sent', { exact: true }).waitFor();
  service.reset();
  await window.run('Focus on Assistants View');
  expect(asked('And without a network?')).toBe(0);
  await button('Retry').click();
  await article(3).getByText('complete').waitFor();
  expect(asked('And without a network?')).toBe(1);
});

it('a conversation that is deleted in one window keeps the question that is asked in the other', async () => {
  await begin('What is deleted?');
  await article(1).getByText('complete').waitFor();
  const other = await window.another();
  await other.chat.getByText('What is deleted?').first().waitFor();
  await window.page.bringToFront();
  await window.run('Rename Thread');
  await window.answer('The title is kept on this computer', 'Müller ./. Schulze');
  const named = window.chat.getByRole('heading', { level: 1, name: 'Müller ./. Schulze' });
  await expect.poll(() => named.getAttribute('title')).toBe('Müller ./. Schulze\nLocal title, on this computer only');
  await window.run('Delete Thread');
  await window.dialog('Delete the conversation “Müller ./. Schulze”?').getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => window.chat.getByRole('article').count()).toBe(0);
  await other.page.bringToFront();
  await composer(other).fill('And in probation?');
  await composer(other).press('Enter');
  await other.chat.getByText('This conversation was deleted elsewhere').first().waitFor();
  await composer(other).fill('And later?');
  await button('New Conversation', other).first().click();
  // What did not go out is gathered in the conversation that is gone before the new one is shown.
  await expect.poll(() => other.chat.getByRole('article').count()).toBe(0);
  await expect.poll(() => composer(other).inputValue()).toBe('And in probation?\n\nAnd later?');
  await composer(other).fill('And in probation?');
  await composer(other).press('Enter');
  await article(1, other).getByText('complete').waitFor();
  expect(asked('And in probation?')).toBe(1);
  await other.page.close();
});

it('what was typed in a conversation that is deleted on another computer goes along into the new one', async () => {
  await window.page.bringToFront();
  await begin('What is deleted elsewhere?');
  await article(1).getByText('complete').waitFor();
  await composer().fill('A thought on it');
  await expect.poll(() => kept('drafts')).toContain('A thought on it');
  const thread = service.haufe.threads.at(-1);
  if (!thread) throw new Error('the service has no thread');
  thread.deleted = true;
  await window.reload();
  await window.chat.getByText('This conversation was deleted elsewhere').waitFor();
  await button('Keep a Copy').waitFor();
  await button('New Conversation').click();
  // The conversation that is gone has the same words in its message field.
  await expect.poll(() => window.chat.getByRole('article').count()).toBe(0);
  await expect.poll(() => composer().inputValue()).toBe('A thought on it');
  await window.reload();
  await expect.poll(() => composer().inputValue()).toBe('A thought on it');
  expect(await window.chat.getByRole('article').count()).toBe(0);
  await composer().press('Enter');
  await article(1).getByText('complete').waitFor();
  expect(asked('A thought on it')).toBe(1);
});
