import { expect, test } from 'vitest';
import type { ToWebview } from '../../src/protocol.ts';
import { type Chat, openBlank, useChatPage } from './chat.ts';
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
    const queued = head({ queued: { text: 'And then?', isPaused: held } });
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

/** The page as VS Code shows it: in a frame, beside a field of the workbench that has the focus. */
async function openInFrame() {
  const address = (await open()).page.url();
  const page = await openBlank();
  await page.setContent(`<input aria-label="Quick input"><iframe src="${address}" width="400" height="500"></iframe>`);
  const [, frame] = page.frames();
  if (!frame) throw new Error('There is no frame');
  await frame.getByRole('textbox', { name: 'Message' }).waitFor();
  const say = (message: ToWebview) =>
    frame.evaluate((data) => dispatchEvent(new MessageEvent('message', { data })), message);
  await say({ type: 'state', state: shown() });
  const quickInput = page.getByRole('textbox', { name: 'Quick input' });
  await quickInput.focus();
  return { page, frame, say, quickInput, field: frame.getByRole('textbox', { name: 'Message' }) };
}

test('leaves the focus to what has taken it meanwhile, and gives it to the message field when it comes back', async () => {
  const { page, frame, say, quickInput, field } = await openInFrame();
  await say({ type: 'focus', target: 'input' });
  await page.keyboard.type('typed into the quick input');
  expect(await quickInput.inputValue()).toBe('typed into the quick input');
  expect(await field.inputValue()).toBe('');
  await frame.evaluate(() => focus());
  await page.keyboard.type('typed into the message field');
  expect(await field.inputValue()).toBe('typed into the message field');
});

test('gives the focus to the last answer when the keyboard comes to the page, not before', async () => {
  const { frame, say, quickInput } = await openInFrame();
  await say({ type: 'focus', target: 'last-answer' });
  expect(await quickInput.evaluate((node) => node === document.activeElement)).toBe(true);
  await frame.evaluate(() => focus());
  expect(await frame.evaluate(() => document.activeElement?.tagName)).toBe('ARTICLE');
});

test('follows a click, not what was asked for before it', async () => {
  const { frame, say } = await openInFrame();
  await say({ type: 'focus', target: 'last-answer' });
  await frame.getByRole('button', { name: 'Regenerate' }).click();
  expect(await frame.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Regenerate');
});
