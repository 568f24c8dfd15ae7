import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Drafts } from '../../src/chat/composer/drafts.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import type { OutboxQuestion } from '../../src/chat/ports/outbox.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import { openStores } from '../../src/storage/openStores.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const provider = (): never => {
  throw new Error('nobody is asked');
};
const session = (thread?: Thread) =>
  new ChatSession({ connectionId: 'c', assistant: { id: 'a', name: 'A' }, provider, log, ...(thread && { thread }) });
const thread: Thread = { connectionId: 'c', assistantId: 'a', id: 't', title: 'T' };
const passage = { id: 'p', label: 'a.md', firstLine: 1, lastLine: 2, text: 'Passage' };
const question = (id: string, text: string): OutboxQuestion => ({
  id,
  connectionId: 'c',
  assistantId: 'a',
  text,
  context: [],
  createdAt: '2026-01-02T03:04:05.678Z',
});

/** A window on the workspace `name`, with its objects. */
const open = (name = 'w') => {
  const stores = openStores(at('storage'), name, {});
  return { stores, drafts: new Drafts({ store: stores.drafts, outbox: stores.outbox, log }) };
};
/** The window is closed and opened again. */
const reload = async (drafts: Drafts) => {
  await drafts.saved();
  return open().drafts;
};
const seenIn = async (drafts: Drafts, conversation: ChatSession) => {
  await drafts.recover(conversation, () => undefined);
  return drafts.get(conversation);
};

describe('drafts', () => {
  it('drafts belong to their conversation and survive a reload', async () => {
    const { drafts } = open();
    drafts.set(session(), 'for a new one');
    drafts.set(session(thread), 'for the thread');
    const after = await reload(drafts);
    expect(after.get(session())).toBe('for a new one');
    expect(after.get(session(thread))).toBe('for the thread');
    expect(after.get(session({ ...thread, id: 'u' }))).toBe('');
  });

  it('drafts bring back a question whose conversation had not begun when the window closed', async () => {
    const { drafts, stores } = open();
    await stores.outbox.add(question('q', 'Which period?'));
    const after = await reload(drafts);
    expect(await seenIn(after, session())).toBe('Which period?');
    expect(await seenIn(after, session(thread))).toBe('');
    await stores.outbox.change(question('q', ''), { state: 'answered' });
    expect(await seenIn(open().drafts, session())).toBe('');
  });

  it('drafts bring back such a question once: what the person makes of it takes its place', async () => {
    const { drafts, stores } = open();
    await stores.outbox.add(question('q', 'Which period?'));
    const after = await reload(drafts);
    const conversation = session();
    expect(await seenIn(after, conversation)).toBe('Which period?');
    // The composer has it, and says so.
    after.set(conversation, 'Which period?');
    after.set(conversation, 'Which period applies?');
    const again = await reload(after);
    expect(await seenIn(again, session())).toBe('Which period applies?');
  });

  it('drafts hold a question that comes back until the composer has it, ahead of what is typed there', async () => {
    const { drafts, stores } = open();
    await stores.outbox.add(question('q', 'Which period?'));
    drafts.set(session(), 'And then?');
    const after = await reload(drafts);
    const conversation = session();
    expect(await seenIn(after, conversation)).toBe('Which period?\n\nAnd then?');
    // Typed before it was shown.
    after.set(conversation, 'And then what?');
    const again = await reload(after);
    expect(await seenIn(again, session())).toBe('Which period?\n\nAnd then what?');
  });

  it('drafts bring back a question that waited in a conversation, once', async () => {
    const { drafts, stores } = open();
    await stores.outbox.add({ ...question('q', 'And then?'), threadId: thread.id, isWaiting: true });
    const after = await reload(drafts);
    const conversation = session(thread);
    await after.recover(conversation, () => 'q');
    expect(after.get(conversation)).toBe('');
    expect(await seenIn(after, conversation)).toBe('And then?');
    after.set(conversation, 'And then?');
    const again = await reload(after);
    expect(await seenIn(again, session(thread))).toBe('And then?');
    again.written(session(thread), 'And then?', 'q');
    expect(await seenIn(await reload(again), session(thread))).toBe('');
  });

  it('drafts belong to their conversation from its first question on, and go with it', async () => {
    const { drafts, stores } = open();
    const asked = session();
    drafts.set(asked, 'Which period?');
    const first = { ...question('q', 'Which period?'), role: 'user', sources: [], state: 'sending' } as const;
    Object.defineProperty(asked, 'transcript', { value: { messages: [first] } });
    await stores.outbox.add(first);
    drafts.written(asked, 'Which period?', 'q');
    drafts.set(asked, 'And then?');
    drafts.setPassages(asked, [passage]);
    expect([drafts.get(session()), drafts.passages(session())]).toEqual(['', []]);
    await drafts.saved();
    // The window closes before there is a thread.
    const after = await reload(drafts);
    const anew = session();
    expect(await seenIn(after, anew)).toBe('Which period?\n\nAnd then?');
    expect(after.passages(anew)).toEqual([passage]);
    // Or it gets one.
    Object.defineProperty(asked, 'thread', { value: thread });
    drafts.set(asked, 'And then?');
    expect([drafts.get(asked), drafts.get(session(thread))]).toEqual(['And then?', 'And then?']);
  });

  it('drafts give way to a question that is changed, and come back when that ends, whatever becomes of the window', async () => {
    const { drafts } = open();
    const conversation = session(thread);
    drafts.set(conversation, 'Next');
    drafts.setPassages(conversation, [passage]);
    drafts.beginEdit(conversation, 'q1');
    expect([drafts.get(conversation), drafts.passages(conversation)]).toEqual(['', []]);
    drafts.set(conversation, 'Changed');
    const after = await reload(drafts);
    const reopened = session(thread);
    expect(await seenIn(after, reopened)).toBe('Next');
    expect([after.passages(reopened), await after.edits(reopened)]).toEqual([[passage], ['q1']]);
    after.beginEdit(reopened, 'q1');
    expect(after.get(reopened)).toBe('Changed');
    expect(after.endEdit(reopened)).toEqual({ text: 'Changed', passages: [] });
    const again = await reload(after);
    expect([await seenIn(again, session(thread)), await again.edits(session(thread))]).toEqual(['Next', []]);
  });

  it('drafts bring back a changed question once when its window closed while it took the place of the one before', async () => {
    const { drafts, stores } = open();
    const conversation = session(thread);
    drafts.set(conversation, 'Next');
    drafts.set(conversation, 'Changed\n\nNext', 'Next');
    drafts.setPassages(conversation, [passage]);
    const changed = { ...question('q', 'Changed'), context: [passage], threadId: thread.id, isWaiting: true as const };
    await stores.outbox.add(changed);
    const after = await reload(drafts);
    const reopened = session(thread);
    expect(await seenIn(after, reopened)).toBe('Changed\n\nNext');
    expect(after.passages(reopened)).toEqual([passage]);
    await after.saved();
    expect(await open().stores.outbox.list(changed)).toEqual([]);
    // Where the passage is not beside it, it comes with it.
    await stores.outbox.add({ ...changed, id: 'r', context: [{ ...passage, id: 'other' }] });
    expect(await seenIn(open().drafts, session(thread))).toMatch(/^Changed.*Passage.*Changed\n\nNext$/s);
  });

  it('drafts do not show a question of this window in another conversation', async () => {
    const { drafts, stores } = open();
    await stores.outbox.add(question('q', 'Which period?'));
    expect(await seenIn(drafts, session())).toBe('');
  });

  it('drafts stay where they are, whatever else is sent, until they are sent themselves', async () => {
    const { drafts } = open();
    const conversation = session(thread);
    drafts.set(conversation, 'Which period?');
    drafts.written(conversation, 'Another one', 'q1');
    expect(drafts.get(conversation)).toBe('Which period?');
    drafts.written(conversation, 'Which period?', 'q2');
    expect(drafts.get(conversation)).toBe('');
  });

  it('drafts stay when the same words are typed again while the answer comes, and so does what was typed behind them', async () => {
    const { drafts } = open();
    const conversation = session(thread);
    drafts.set(conversation, 'Go on, please');
    drafts.sent(conversation, 'Go on', 'q1');
    expect(drafts.get(conversation)).toBe(', please');
    drafts.set(conversation, 'Go on');
    drafts.written(conversation, 'Go on', 'q1');
    expect(drafts.get(conversation)).toBe('Go on');
  });

  it('drafts stay when the same words are typed again while a question in these words waits for the answer before it', () => {
    const { drafts } = open();
    const conversation = session(thread);
    drafts.sent(conversation, 'Q1', 'id1');
    drafts.set(conversation, 'go on');
    drafts.sent(conversation, 'go on', 'id2');
    drafts.set(conversation, 'go on');
    drafts.written(conversation, 'Q1', 'id1');
    drafts.written(conversation, 'go on', 'id2');
    expect(drafts.get(conversation)).toBe('go on');
  });

  it('drafts hold a waiting question that is taken back before the disk has it, once', () => {
    const { drafts } = open();
    const conversation = session(thread);
    drafts.set(conversation, 'Go on');
    drafts.sent(conversation, 'Go on', 'q1');
    drafts.set(conversation, 'Go on');
    drafts.sent(conversation, 'Go on', 'q1');
    expect(drafts.get(conversation)).toBe('Go on');
  });

  it('drafts for the next conversation stay there when another window has written them', async () => {
    const { drafts } = open();
    const begins = session();
    drafts.set(begins, 'Mine');
    await drafts.saved();
    const other = open().drafts;
    const next = session();
    other.set(next, 'Of the other window');
    other.setPassages(next, [passage]);
    await other.saved();
    begins.rename('x');
    await begins.send('Mine', []);
    drafts.sent(begins, 'Mine', begins.transcript.messages[0]?.id ?? '');
    expect(drafts.get(begins)).toBe('');
    expect(drafts.passages(begins)).toEqual([]);
    await drafts.saved();
    expect(open().drafts.get(session())).toBe('Of the other window');
    expect(open().drafts.passages(session())).toEqual([passage]);
    // Passages are told apart from words.
    const again = session();
    drafts.set(again, 'Once more');
    drafts.setPassages(again, [passage, { ...passage, id: 'mine' }], [{ ...passage, id: 'mine' }]);
    await again.send('Once more', []);
    drafts.sent(again, 'Once more', again.transcript.messages[0]?.id ?? '');
    expect(drafts.passages(again).map(({ id }) => id)).toEqual(['mine']);
    expect(drafts.passages(session())).toEqual([passage]);
  });

  it('drafts of other windows are not touched by a change, whose words join them when its question is not the last one', async () => {
    const [{ drafts }, { drafts: other }] = [open(), open()];
    const [changing, there] = [session(thread), session(thread)];
    drafts.set(changing, 'Next');
    await drafts.saved();
    drafts.beginEdit(changing, 'q1');
    drafts.set(changing, 'Changed');
    await drafts.saved();
    other.set(there, 'Next, and more');
    other.setPassages(there, [passage]);
    await other.saved();
    expect([drafts.get(changing), other.get(there)]).toEqual(['Changed', 'Next, and more']);
    other.joinEdit(there, 'q1');
    await other.saved();
    expect([other.get(there), await other.edits(there)]).toEqual(['Changed\n\nNext, and more', []]);
    drafts.endEdit(changing);
    expect([drafts.get(changing), drafts.passages(changing)]).toEqual(['Changed\n\nNext, and more', [passage]]);
  });

  it('drafts hold a question that waited, however short, though its letters stand in the words that were typed', async () => {
    const { drafts, stores } = open();
    await stores.outbox.add({ ...question('q', 'Ja'), threadId: thread.id, isWaiting: true });
    drafts.set(session(thread), 'Jahresfrist ab wann?');
    const after = await reload(drafts);
    expect(await seenIn(after, session(thread))).toBe('Ja\n\nJahresfrist ab wann?');
    await after.saved();
    expect(await stores.outbox.list({ connectionId: 'c', assistantId: 'a', threadId: thread.id })).toHaveLength(1);
  });

  it('drafts go with their thread, and so does everything else that is known of it', async () => {
    const { drafts, stores } = open();
    drafts.set(session(thread), 'x');
    await stores.outbox.add({ ...question('q', 'y'), threadId: thread.id });
    await stores.cache.open(thread);
    drafts.set(session(), 'kept');
    await drafts.saved();
    await stores.forgetThread(thread);
    const files = (await readdir(at('storage'), { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    expect(files).toHaveLength(1);
    const after = await reload(drafts);
    expect(await seenIn(after, session(thread))).toBe('');
    expect(after.get(session())).toBe('kept');
  });

  it('drafts of a conversation that is gone are those of the next one with its assistant, with what is typed later', async () => {
    const { stores, drafts } = open();
    stores.drafts.set({ connectionId: 'c', assistantId: 'a' }, 'Typed before');
    const gone = session(thread);
    drafts.set(gone, 'Mine');
    drafts.setPassages(gone, [passage]);
    expect([drafts.leave(gone), drafts.leave(gone)]).toEqual([true, false]);
    expect(drafts.get(gone)).toBe('Typed before\n\nMine');
    drafts.set(gone, 'Typed before\n\nMine, and more');
    expect(drafts.get(session())).toBe('Typed before\n\nMine, and more');
    expect(drafts.passages(session())).toEqual([passage]);
    const later = await reload(drafts);
    expect(await seenIn(later, session(thread))).toBe('');
    expect(await seenIn(later, session())).toBe('Typed before\n\nMine, and more');
  });
});
