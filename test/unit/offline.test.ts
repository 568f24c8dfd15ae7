import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/chat/model/model.ts';
import { mergeSuffix } from '../../src/chat/model/threadSuffix.ts';
import type { Outbox, OutboxEntry } from '../../src/chat/ports/outbox.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import { LocalThreadCache } from '../../src/storage/stores/threadCache.ts';
import { delta, end, message, offline } from './conversation.ts';
import { MemoryOutbox } from './memoryOutbox.ts';
import { settling } from './settling.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const thread = { connectionId: 'c', assistantId: 'hr', id: 't1', title: 'T' };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A vendor that shows four messages a page, and windows that keep what they read. */
function vendorWith(count: number) {
  const stored = Array.from({ length: count }, (_, index) => message('user', `M${index}`, `m${index}`));
  const network = { isUp: true };
  const provider = {
    async listMessages(_, cursor) {
      if (!network.isUp) throw offline;
      const last = cursor === undefined ? stored.length : Number(cursor);
      const first = Math.max(0, last - 4);
      return { items: stored.slice(first, last), ...(first > 0 && { cursor: String(first) }) };
    },
    async *ask(_, { text }) {
      stored.push(message('user', text, 'q'), message('assistant', 'A', 'a'));
      yield { type: 'question-stored', messageId: 'q' };
      yield { type: 'answer-stored', messageId: 'a' };
      yield delta('A');
      yield end;
    },
  } as Partial<Provider> as Provider;
  const { watched, settled } = settling(new LocalThreadCache(at('readings')));
  const open = (outbox?: Outbox) =>
    new ChatSession({
      ...{ connectionId: 'c', assistant: { id: 'hr', name: 'HR' }, thread, log, cache: watched },
      provider: () => provider,
      ...(outbox && { outbox }),
    });
  const kept = async () => (await watched.messages(thread))?.value.map(({ text }) => text) ?? [];
  return { stored, network, open, kept, settled };
}
const doubtful = (change: Partial<OutboxEntry>): OutboxEntry => ({
  ...{ id: 'q', connectionId: 'c', assistantId: 'hr', threadId: 't1', text: 'Q', context: [], partial: '' },
  ...{ createdAt: '2026-01-02T03:04:05Z', state: 'unknown', abandoned: true, own: false },
  ...change,
});
const texts = ({ transcript }: ChatSession) => transcript.messages.map(({ text }) => text);

describe('what was read of a long conversation', () => {
  it('what was read of a long conversation is all there without a network, whatever was read last', async () => {
    const { network, open, kept, settled } = vendorWith(10);
    const session = open();
    await session.load();
    while (session.transcript.hasOlder) await session.loadOlder();
    await expect.poll(kept).toHaveLength(10);
    await session.send('Q', []);
    await expect.poll(kept).toHaveLength(12);
    await session.refresh();
    await open().load();
    await settled();
    expect(await kept()).toHaveLength(12);
    network.isUp = false;
    const later = open();
    await later.load();
    expect([texts(later), later.transcript.hasOlder]).toEqual([texts(session), false]);
  });

  it('what was read of a long conversation says without a network that there is more, and why it is not shown', async () => {
    const { network, open, kept } = vendorWith(10);
    await open().load();
    await expect.poll(kept).toHaveLength(4);
    network.isUp = false;
    const session = open();
    await session.load();
    expect([texts(session), session.transcript.hasOlder]).toEqual([['M6', 'M7', 'M8', 'M9'], true]);
    expect((await session.loadOlder())?.code).toBe('host-not-found');
    network.isUp = true;
    expect(await session.loadOlder()).toBeUndefined();
    expect(texts(session)).toHaveLength(8);
  });

  it('what was read of a long conversation loses what was deleted at the vendor', async () => {
    const { stored, open, kept } = vendorWith(10);
    const session = open();
    await session.load();
    while (session.transcript.hasOlder) await session.loadOlder();
    await expect.poll(kept).toHaveLength(10);
    stored.splice(7, 1);
    await open().load();
    await expect.poll(kept).toEqual(['M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M8', 'M9']);
    stored.splice(1, 6);
    await open().load();
    await expect.poll(kept).toEqual(['M0', 'M8', 'M9']);
  });

  it('what was read of a long conversation goes on from its older pages after a look that brought nothing new', async () => {
    const { open } = vendorWith(10);
    const session = open();
    await session.load();
    await session.loadOlder();
    await session.refresh();
    await session.loadOlder();
    expect(texts(session)).toHaveLength(10);
  });
});

describe('older messages that are shown', () => {
  const came = [message('user', 'New', 'n1'), message('assistant', 'Answer', 'n2')];

  it('older messages that are shown stay when a refresh brings news, and reading on goes on above them', async () => {
    const { stored, open } = vendorWith(10);
    const session = open();
    await session.load();
    await session.loadOlder();
    stored.push(...came);
    await session.refresh();
    expect(texts(session)).toEqual(['M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'New', 'Answer']);
    expect(session.transcript.hasOlder).toBe(true);
    await session.loadOlder();
    expect(texts(session)).toHaveLength(12);
    expect(session.transcript.hasOlder).toBe(false);
    stored.push(message('user', 'Newer', 'n3'));
    await session.load();
    expect([texts(session).length, session.transcript.hasOlder]).toEqual([13, false]);
  });

  it('older messages that are shown make room where more has come than a page, so that no gap is shown as none', async () => {
    const { stored, open } = vendorWith(10);
    const session = open();
    await session.load();
    await session.loadOlder();
    stored.push(...Array.from({ length: 5 }, (_, index) => message('user', `N${index}`, `n${index}`)));
    await session.refresh();
    expect(texts(session)).toEqual(['N1', 'N2', 'N3', 'N4']);
    while (session.transcript.hasOlder) await session.loadOlder();
    expect(texts(session)).toHaveLength(15);
  });

  it('older messages that are shown stay when the copy of this computer is replaced by what the vendor has, and when a question goes out from it', async () => {
    const { network, open, kept } = vendorWith(10);
    const before = open();
    await before.load();
    while (before.transcript.hasOlder) await before.loadOlder();
    await expect.poll(kept).toHaveLength(10);
    const session = open();
    await session.load();
    expect([texts(session).length, session.transcript.hasOlder]).toEqual([10, false]);
    network.isUp = false;
    const asking = open();
    await asking.load();
    network.isUp = true;
    await asking.send('Q', []);
    expect(texts(asking)).toEqual([...texts(session), 'Q', 'A']);
  });

  it('older messages that are shown stay when a question in doubt stands among them, and that is shown once, where it was asked', async () => {
    const { stored, open } = vendorWith(10);
    const outbox = new MemoryOutbox();
    const session = open(outbox);
    outbox.entries.set('q', doubtful({ after: 'm4' }));
    await session.load();
    await session.loadOlder();
    const shown = ['M2', 'M3', 'M4', 'Q', 'M5', 'M6', 'M7', 'M8', 'M9'];
    stored.push(...came);
    await session.refresh();
    expect(texts(session)).toEqual([...shown, 'New', 'Answer']);
    let changes = 0;
    session.onEvent(() => changes++);
    await session.refresh();
    expect([texts(session), changes]).toEqual([[...shown, 'New', 'Answer'], 0]);
  });
});

describe('a kept end of a conversation', () => {
  const read = (hasOlder: boolean, ...ids: string[]) => ({
    messages: ids.map((id) => message('user', id, id)),
    hasOlder,
  });
  const ids = ({ messages }: { messages: readonly Message[] }) => messages.map(({ id }) => id).join('');

  it('a kept end of a conversation gives way where the new one does not reach back to it, or is all there is', () => {
    expect(mergeSuffix(read(false, 'a', 'b'), read(true, 'y', 'z'))).toEqual(read(true, 'y', 'z'));
    expect(mergeSuffix(read(true, 'a', 'b'), read(false, 'b'))).toEqual(read(false, 'b'));
    expect(mergeSuffix(read(true, 'a', 'b'), read(true))).toEqual(read(true));
  });

  it('a kept end of a conversation knows as before whether there is more above it', () => {
    expect(mergeSuffix(read(false, 'a', 'b'), read(true, 'b', 'c'))).toEqual(read(false, 'a', 'b', 'c'));
    expect(mergeSuffix(read(true, 'a', 'b'), read(true, 'b', 'c'))).toEqual(read(true, 'a', 'b', 'c'));
  });

  it('a kept end of a conversation keeps a long question whole whose later part begins the new one', () => {
    const long = { ...message('user', 'long', 'p1'), storedIds: ['p1', 'p2'] };
    const kept = { messages: [message('user', 'a', 'a'), long, message('assistant', 'b', 'b')], hasOlder: false };
    const merged = mergeSuffix(kept, read(true, 'p2', 'b', 'c'));
    expect(ids(merged)).toBe('ap1bc');
    expect(merged.messages[1]).toBe(long);
  });
});
