import { expect, test } from 'vitest';
import { type Chat, useChatPage } from './chat.ts';
import { answer, completed, head, question, state, transcript } from './samples.ts';

const open = useChatPage();
const messages = [question(), answer()];
const shown = () => state({ transcript: transcript(...messages) });
const running = () => state({ transcript: transcript(question(), answer({ state: 'answering' })) });

/** The name or tag of what has the focus. */
const focused = ({ page }: Chat) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName);

/** A dialogue of VS Code takes the focus out of the page, and gives it back. */
const dialogue = ({ page }: Chat) =>
  page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    dispatchEvent(new Event('focus'));
  });

test('brings the focus after a dialog back to where it was, or to the composer when that is gone', async () => {
  const chat = await open({ state: shown() });
  await chat.page.getByRole('button', { name: 'Regenerate' }).press('Enter');
  await dialogue(chat);
  expect(await focused(chat)).toBe('Regenerate');
  await chat.page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await chat.happen({ type: 'message-removed', messageId: 'a1' });
  await dialogue(chat);
  expect(await focused(chat)).toBe('Message');
});

test('gives the focus to the composer when what has it goes from the page', async () => {
  const chat = await open({ state: shown() });
  await chat.page.getByRole('button', { name: 'Edit Question' }).focus();
  await chat.say({ type: 'head', head: head({ editing: 'q1' }) });
  expect(await focused(chat)).toBe('Message');
});

test('leaves the focus nowhere after a click beside everything, so that words can be selected', async () => {
  const chat = await open({ state: shown() });
  await chat.page.getByRole('button', { name: 'Regenerate' }).focus();
  await chat.page.getByText('Kanzlei A').click();
  await chat.happen({ type: 'message-removed', messageId: 'a1' });
  expect(await focused(chat)).toBe('BODY');
});

test.each(['Edit Queued Question', 'Remove Queued Question', 'Send Now'])(
  'lets one type on after “%s”',
  async (name) => {
    const held = name === 'Send Now';
    const queued = head({ queued: { text: 'And then?', held } });
    const chat = await open({ state: { ...(held ? shown() : running()), head: queued } });
    await chat.page.getByRole('button', { name }).press('Enter');
    await chat.say({ type: 'head', head: head() });
    expect(await focused(chat)).toBe('Message');
  },
);

test('lets one type on after Stop by keyboard, with nothing written', async () => {
  const chat = await open({ state: running() });
  await chat.page.getByRole('button', { name: 'Stop' }).press('Enter');
  await chat.happen({ ...completed, outcome: { type: 'stopped' } } as typeof completed);
  expect(await focused(chat)).toBe('Message');
});
