import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/chat/model/model.ts';
import { mergeSuffix } from '../../src/chat/model/threadSuffix.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import { LocalThreadCache } from '../../src/storage/stores/threadCache.ts';
import { delta, end, message, offline } from './conversation.ts';
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
  const open = () =>
    new ChatSession({
      ...{ connectionId: 'c', assistant: { id: 'hr', name: 'HR' }, thread, log, cache: watched },
      provider: () => provider,
    });
  const kept = async () => (await watched.messages(thread))?.value.map(({ text }) => text) ?? [];
  return { stored, network, open, kept, settled };
}
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
