import { beforeEach, describe, expect, it } from 'vitest';
import type { Memento } from 'vscode';
import type { Message, Thread } from '../../src/chat/model.ts';
import { ChatSession } from '../../src/chat/session.ts';
import { Drafts } from '../../src/host/drafts.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const provider = (): never => {
  throw new Error('nobody is asked');
};
const session = (thread?: Thread) =>
  new ChatSession({ connectionId: 'c', assistant: { id: 'a', name: 'A' }, provider, log, ...(thread && { thread }) });
const thread: Thread = { connectionId: 'c', assistantId: 'a', id: 't', title: 'T' };

let stored: Record<string, unknown>;
/** What a window keeps for its workspace: values survive, objects do not stay the same. */
const memento = (): Memento => ({
  keys: () => Object.keys(stored),
  get: <T>(key: string, otherwise?: T) => structuredClone((stored[key] as T | undefined) ?? otherwise) as T,
  update: async (key, value) => {
    stored[key] = structuredClone(value);
  },
});
/** The window is closed and opened again. */
const reload = async (drafts: Drafts) => {
  await drafts.saved();
  return new Drafts(memento());
};

describe('drafts', () => {
  beforeEach(() => {
    stored = {};
  });

  it('belong to their conversation and survive a reload', async () => {
    const drafts = new Drafts(memento());
    drafts.set(session(), 'for a new one');
    drafts.set(session(thread), 'for the thread');
    const after = await reload(drafts);
    expect(after.get(session())).toBe('for a new one');
    expect(after.get(session(thread))).toBe('for the thread');
    expect(after.get(session({ ...thread, id: 'u' }))).toBe('');
  });

  it('bring back a question that was on its way when the window closed, until the vendor has it', async () => {
    const drafts = new Drafts(memento());
    drafts.sent(session(), 'Which period?');
    const after = await reload(drafts);
    expect(after.get(session())).toBe('Which period?');
    after.stored(session());
    expect((await reload(after)).get(session())).toBe('');
  });

  it('do not show a question of this window in another conversation', () => {
    const drafts = new Drafts(memento());
    drafts.sent(session(), 'Which period?');
    expect(drafts.get(session())).toBe('');
  });

  it('do not bring back a question that the conversation shows', async () => {
    const drafts = new Drafts(memento());
    drafts.sent(session(thread), 'Which period?');
    const after = await reload(drafts);
    const message: Message = { id: 'm', role: 'user', text: 'Which period?', sources: [], context: [], state: 'sent' };
    const loaded = new ChatSession({
      connectionId: 'c',
      assistant: { id: 'a', name: 'A' },
      thread,
      provider: () => ({ listMessages: async () => ({ items: [message] }) }) as never,
      log,
    });
    expect(after.get(loaded)).toBe('Which period?');
    await loaded.load();
    expect(after.get(loaded)).toBe('');
  });

  it('go with their thread', async () => {
    const drafts = new Drafts(memento());
    drafts.set(session(thread), 'x');
    drafts.sent(session(thread), 'y');
    drafts.set(session(), 'kept');
    drafts.forget('c', 't');
    await drafts.saved();
    expect(Object.values(stored['drafts'] as object)).toEqual(['kept']);
  });
});
