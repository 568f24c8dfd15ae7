import { describe, expect, test } from 'vitest';
import type { ThreadEvent } from '../../src/chat/model/transcript.ts';
import { type Chat, useChatPage } from './chat.ts';
import { head, question, session, state, transcript } from './samples.ts';

const open = useChatPage();
const old = 'What leaves the editor?';

/** The ways in which undo and redo come to the field: keys of the browser, and what VS Code forwards to its pages. */
const ways = {
  'by Ctrl+Z and Ctrl+Shift+Z': {
    undo: (chat: Chat) => chat.page.keyboard.press('Control+z'),
    redo: (chat: Chat) => chat.page.keyboard.press('Control+Shift+z'),
  },
  'by Ctrl+Z and Ctrl+Y': {
    undo: (chat: Chat) => chat.page.keyboard.press('Control+z'),
    redo: (chat: Chat) => chat.page.keyboard.press('Control+y'),
  },
  'by what VS Code forwards': {
    undo: (chat: Chat) => chat.page.evaluate(() => void document.execCommand('undo')),
    redo: (chat: Chat) => chat.page.evaluate(() => void document.execCommand('redo')),
  },
};
type Way = (typeof ways)[keyof typeof ways];

const added = (text: string): ThreadEvent => ({
  type: 'question-added',
  messageId: 'q1',
  text,
  context: [],
  createdAt: '2026-11-20T13:02:00Z',
});

/** What stands in the field after each of so many presses of undo, then redo, then undo again. */
async function pressAll(chat: Chat, { undo, redo }: Way): Promise<Set<string>> {
  const seen = new Set<string>();
  for (const press of [undo, undo, redo, redo, redo, undo, undo, undo, redo, redo]) {
    await press(chat);
    seen.add(await chat.composer.inputValue());
  }
  return seen;
}

async function typeAndSend(chat: Chat): Promise<void> {
  await chat.composer.pressSequentially(old);
  await chat.composer.press('Enter');
}

describe.each(Object.entries(ways))('the message field with undo and redo %s', (_, way) => {
  test('brings no sent question back', async () => {
    const chat = await open({ state: state() });
    await typeAndSend(chat);
    await chat.happen(added(old));
    expect(await pressAll(chat, way)).toEqual(new Set(['']));
    await chat.page.keyboard.type('And then?');
    expect(await pressAll(chat, way)).toEqual(new Set(['', 'And then?']));
    expect(await chat.composer.evaluate((field) => field === document.activeElement)).toBe(true);
  });

  test('brings no sent question back that was undone on its way', async () => {
    const chat = await open({ state: state() });
    await typeAndSend(chat);
    await way.undo(chat);
    await chat.happen(added(old));
    expect(await pressAll(chat, way)).toEqual(new Set(['']));
  });

  test('brings no queued question back', async () => {
    const running = { ...state().transcript, running: true };
    const chat = await open({ state: state({ transcript: running }) });
    await typeAndSend(chat);
    await chat.say({ type: 'head', head: head({ queued: { text: old, isPaused: false } }) });
    expect(await pressAll(chat, way)).toEqual(new Set(['']));
  });

  test('leaves what was typed behind a question on its way', async () => {
    const chat = await open({ state: state() });
    await typeAndSend(chat);
    await chat.page.keyboard.type(' Now');
    await chat.happen(added(old));
    await chat.page.keyboard.type(' this');
    const seen = await pressAll(chat, way);
    for (const text of seen) expect([' Now', ' Now this']).toContain(text);
  });

  test('takes back what was typed, and brings it again', async () => {
    const chat = await open({ state: state() });
    await typeAndSend(chat);
    await chat.happen(added(old));
    await chat.page.keyboard.type('new');
    await way.undo(chat);
    expect(await chat.composer.inputValue()).toBe('');
    await way.redo(chat);
    expect(await chat.composer.inputValue()).toBe('new');
  });

  test('brings nothing of another conversation', async () => {
    const chat = await open({ state: state() });
    await chat.composer.pressSequentially('of the first');
    const other = head({ session: { ...session, id: 's2' } });
    await chat.say({ type: 'state', state: state({ head: other, draft: 'of the second' }) });
    expect(await pressAll(chat, way)).toEqual(new Set(['of the second']));
    await chat.say({ type: 'state', state: state({ draft: 'of the first' }) });
    expect(await pressAll(chat, way)).toEqual(new Set(['of the first']));
  });

  test('brings nothing back that was sent or changed elsewhere', async () => {
    const chat = await open({ state: state() });
    await chat.composer.pressSequentially('half');
    await chat.page.evaluate(() => {
      const later = performance.now() + 60_000;
      performance.now = () => later;
    });
    await chat.say({ type: 'external-draft', sessionId: 's1', text: 'half a sentence', seenRevision: 1_000 });
    expect(await pressAll(chat, way)).toEqual(new Set(['half a sentence']));
    await chat.happen(added('half a sentence'));
    expect(await pressAll(chat, way)).toEqual(new Set(['']));
  });

  test('goes through a change of the last question without doubling anything, and ends with it', async () => {
    const sent = transcript(question());
    const chat = await open({ state: state({ transcript: sent, draft: 'A thought' }) });
    await chat.composer.focus();
    await chat.say({ type: 'head', head: head({ editing: 'q1' }) });
    await chat.say({ type: 'draft', sessionId: 's1', text: question().text });
    expect(await pressAll(chat, way)).toEqual(new Set(['A thought', question().text]));
    await chat.composer.fill('Changed');
    await chat.composer.press('Enter');
    await chat.say({ type: 'draft', sessionId: 's1', text: 'A thought' });
    await chat.happen({ type: 'message-removed', messageId: 'q1' }, added('Changed'));
    const seen = await pressAll(chat, way);
    for (const text of seen) expect(text).not.toMatch(/Changed|Frist|thought.+thought/s);
  });

  test('doubles nothing where a question comes back to the field', async () => {
    const chat = await open({ state: state({ transcript: transcript(question({ state: 'failed' })) }) });
    await chat.composer.pressSequentially('Typed');
    await chat.say({ type: 'draft', sessionId: 's1', text: `${question().text}\n\nTyped` });
    const seen = await pressAll(chat, way);
    for (const text of seen) expect(['', 'Typed', `${question().text}\n\nTyped`]).toContain(text);
  });

  test('doubles nothing where a very long text is put in', async () => {
    const chat = await open({ state: state() });
    const long = 'line\n'.repeat(200);
    await chat.composer.pressSequentially('Typed');
    await chat.say({ type: 'draft', sessionId: 's1', text: long });
    expect(await pressAll(chat, way)).toEqual(new Set([long]));
  });
});
