import { describe, expect, it } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Assistant, Message, Thread } from '../../src/chat/model/model.ts';
import { besides, canForget } from '../../src/chat/session/removal/deleteTurn.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import { silentLog, stubProvider } from './stubs.ts';

const message = (changes: Partial<Message> & Pick<Message, 'id' | 'role'>): Message => ({
  text: 'x',
  sources: [],
  context: [],
  state: changes.role === 'user' ? 'sent' : 'complete',
  storedId: `stored-${changes.id}`,
  ...changes,
});
const first = [message({ id: 'q1', role: 'user' }), message({ id: 'a1', role: 'assistant' })];
const turn = [
  message({ id: 'q2', role: 'user' }),
  message({ id: 'a2', role: 'assistant' }),
  message({ id: 'a2.2', role: 'assistant' }),
];
const forgets: Assistant = { id: 'hr', name: 'HR', features: ['delete-message'] };
const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't', title: 'T' };

async function session(messages: readonly Message[], refuse: (id: string) => boolean = () => false) {
  const deleted: string[] = [];
  const provider = stubProvider({
    listMessages: async () => ({ items: messages }),
    deleteMessage: async (_: Thread, id: string) => {
      if (refuse(id)) throw new ChatError('unavailable', { processed: 'no' });
      deleted.push(id);
    },
  });
  const opened = new ChatSession({
    connectionId: 'c',
    assistant: forgets,
    thread,
    provider: () => provider,
    log: silentLog,
  });
  await opened.load();
  return { opened, deleted, ids: () => opened.transcript.messages.map(({ id }) => id) };
}

describe('a question that is asked once more', () => {
  const file = { fileId: 'f1', name: 'Vertrag.pdf' };
  const asked = message({ id: 'q2', role: 'user', attachment: file });

  it('goes without its file where the first one stays at the vendor because its stream named no id', () => {
    const { storedId: _, ...unnamed } = message({ id: 'a2', role: 'assistant' });
    expect(canForget(forgets, [asked, unnamed])).toBe(false);
    expect(besides(asked, asked)).not.toHaveProperty('attachment');
  });

  it('takes along another file, and its own where the first one did not arrive or had none', () => {
    const other = { ...asked, attachment: { fileId: 'f2', name: 'Zusatz.pdf' } };
    expect(besides(other, asked)).toBe(other);
    expect(besides(asked, { ...asked, state: 'unknown' })).toBe(asked);
    expect(besides(asked, message({ id: 'q2', role: 'user' }))).toBe(asked);
    expect(besides(asked, undefined)).toBe(asked);
  });
});

describe('taking the last turn back', () => {
  it('takes the last turn back by deleting the newest message first at the vendor, the question last, and shows it', async () => {
    const { opened, deleted, ids } = await session([...first, ...turn]);
    expect(await opened.forgetTurn()).toBeUndefined();
    expect(deleted).toEqual(['stored-a2.2', 'stored-a2', 'stored-q2']);
    expect(ids()).toEqual(['q1', 'a1']);
  });

  it('leaves everything as it was when the vendor refuses to delete the last turn', async () => {
    const { opened, deleted, ids } = await session([...first, ...turn], () => true);
    expect(await opened.forgetTurn()).toMatchObject({ code: 'unavailable' });
    expect(deleted).toEqual([]);
    expect(ids()).toEqual(['q1', 'a1', 'q2', 'a2', 'a2.2']);
  });

  it('reports no success when the conversation is closed while its last turn is taken back', async () => {
    let close = (): void => undefined;
    const { opened, deleted } = await session([...first, ...turn], (id) => {
      if (id === 'stored-a2') close();
      return false;
    });
    close = () => {
      opened.dispose();
      throw new DOMException('Closed', 'AbortError');
    };
    expect(await opened.forgetTurn()).toMatchObject({ code: 'interrupted' });
    expect(deleted).toEqual(['stored-a2.2']);
  });

  it('shows what is still there, and nothing else, when taking the last turn back breaks off', async () => {
    const { opened, ids } = await session([...first, ...turn], (id) => id === 'stored-q2');
    expect(await opened.forgetTurn()).toMatchObject({ code: 'unavailable' });
    expect(ids()).toEqual(['q1', 'a1', 'q2']);
  });
});

describe('deleting any question', () => {
  it('deletes a question in the middle together with all that answered it, and nothing else', async () => {
    const { opened, deleted, ids } = await session([...first, ...turn, message({ id: 'q3', role: 'user' })]);
    expect(await opened.forgetTurn('q2')).toBeUndefined();
    expect(deleted).toEqual(['stored-a2.2', 'stored-a2', 'stored-q2']);
    expect(ids()).toEqual(['q1', 'a1', 'q3']);
  });

  it('deletes a question that has no answer alone', async () => {
    const { opened, deleted, ids } = await session([message({ id: 'q0', role: 'user' }), ...first]);
    expect(await opened.forgetTurn('q0')).toBeUndefined();
    expect(deleted).toEqual(['stored-q0']);
    expect(ids()).toEqual(['q1', 'a1']);
  });

  it('deletes every part of a question that was stored as several messages, the last part first', async () => {
    const long = message({ id: 'q1', role: 'user', storedId: 'p1', storedIds: ['p1', 'p2', 'p3'] });
    const { opened, deleted } = await session([long, message({ id: 'a1', role: 'assistant' })]);
    expect(await opened.forgetTurn()).toBeUndefined();
    expect(deleted).toEqual(['stored-a1', 'p3', 'p2', 'p1']);
  });

  it('deletes nothing by the id of an answer or of a question that is not there', async () => {
    const { opened, deleted } = await session([...first, ...turn]);
    for (const id of ['a1', 'q9']) expect(await opened.forgetTurn(id)).toMatchObject({ code: 'not-supported' });
    expect(deleted).toEqual([]);
  });
});

describe('while it is taken back', () => {
  it('lets no other question in while the last turn is taken back', async () => {
    const { opened, ids } = await session([...first, ...turn]);
    const forgetting = opened.forgetTurn();
    expect(await opened.send('And then?', [])).toBe(false);
    await forgetting;
    expect(ids()).toEqual(['q1', 'a1']);
  });
});

describe('it is possible', () => {
  const { storedId: _, ...unknown } = message({ id: 'a2', role: 'assistant' });
  const { storedId: __, ...blank } = message({ id: 'a2', role: 'assistant', text: '', state: 'failed' });
  it.each([
    ['for an assistant that forgets, with all ids known', forgets, turn, true],
    ['not for one that cannot forget', { ...forgets, features: [] }, turn, false],
    ['not with an answer whose id is unknown', forgets, [turn[0] as Message, unknown], false],
    ['with an answer that never came', forgets, [turn[0] as Message, blank], true],
    ['not for a question that never arrived', forgets, [message({ id: 'q2', role: 'user', state: 'failed' })], false],
    ['not without a question', forgets, [], false],
  ] as const)('offers to take the last turn back %s', (__, assistant, messages, possible) => {
    expect(canForget(assistant, messages)).toBe(possible);
  });
});
