import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/chat/model/model.ts';
import { openQuestionsIn } from '../../src/chat/outbox/openQuestions.ts';
import { reconcile } from '../../src/chat/outbox/reconcile.ts';
import type { OutboxEntry } from '../../src/chat/ports/outbox.ts';
import { seeded } from './property.ts';

const place = { connectionId: 'c', assistantId: 'hr', threadId: 't1' };
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();

/** As the vendor lists it: `q1` is a question, `a1` an answer. */
function vendor(...ids: readonly string[]): Message[] {
  return ids.map((id, index) => {
    const role = id.startsWith('q') ? 'user' : 'assistant';
    const state = role === 'user' ? 'sent' : 'complete';
    return { id, storedId: id, role, text: `text ${id}`, state, sources: [], context: [], createdAt: at(index) };
  });
}

function left(id: string, entry: Partial<OutboxEntry> = {}): OutboxEntry {
  const common = { id, ...place, text: `text ${id}`, context: [], createdAt: at(30), after: '', partial: '' };
  return { ...common, state: 'unknown', abandoned: true, own: false, ...entry };
}

const shown = (messages: readonly Message[], entries: readonly OutboxEntry[]) =>
  reconcile(messages, entries, 'not-found').messages.map(({ id, state }) => `${id} ${state}`);

describe('a question that is not at the vendor', () => {
  it('a question that is not at the vendor stays where it was asked: what came later stands below it', () => {
    expect(shown(vendor('q1', 'a1', 'q2', 'a2'), [left('lost', { after: 'a1' })])).toEqual([
      'q1 sent',
      'a1 complete',
      'lost unknown',
      'q2 sent',
      'a2 complete',
    ]);
  });

  it('a question that is not at the vendor parts no answer from its question', () => {
    expect(shown(vendor('q1', 'a1'), [left('lost', { after: 'q1' })])).toEqual([
      'q1 sent',
      'a1 complete',
      'lost unknown',
    ]);
  });

  it('a question that is not at the vendor is first where nothing stood before it', () => {
    expect(shown(vendor('q1', 'a1'), [left('lost')])).toEqual(['lost unknown', 'q1 sent', 'a1 complete']);
  });

  it('a question that is not at the vendor stands by the clock where the list does not tell', () => {
    const entries = [left('lost', { after: 'older', createdAt: at(1) })];
    expect(shown(vendor('q1', 'a1', 'q2', 'a2'), entries)).toEqual([
      'q1 sent',
      'a1 complete',
      'lost unknown',
      'q2 sent',
      'a2 complete',
    ]);
  });

  it('a question that is not at the vendor comes after another that was asked before it', () => {
    const entries = [
      left('first', { after: 'a1' }),
      left('second', { after: 'a1', createdAt: at(31), state: 'failed' }),
    ];
    expect(shown(vendor('q1', 'a1'), entries).slice(2)).toEqual(['first unknown', 'second failed']);
  });
});

describe('a question whose place was deleted meanwhile', () => {
  it('a question whose place was deleted meanwhile stands below what stood before that', () => {
    const entry = left('x', { text: 'text q2', after: 'gone', earlier: ['q1', 'a1'] });
    expect(shown(vendor('q1', 'a1', 'q2'), [entry])).toEqual([
      'q1 sent',
      'a1 complete',
      'x sent',
      'x.answer interrupted',
    ]);
  });

  it('a question whose place was deleted meanwhile is found where all of it was deleted', () => {
    const entry = left('x', { text: 'text q1', after: 'gone', earlier: [] });
    expect(shown(vendor('q1'), [entry])).toEqual(['x sent', 'x.answer interrupted']);
  });

  it('a question whose place was deleted meanwhile is not taken for what it was missed among', () => {
    const entry = left('x', { text: 'text q1', absentBelow: ['q1', 'gone'] });
    expect(shown(vendor('q1'), [entry])).toEqual(['x unknown', 'q1 sent']);
  });

  it('a question whose place was deleted meanwhile is not looked for in a copy of before', () => {
    const { messages } = reconcile(
      vendor('q1'),
      [left('x', { text: 'text q1', after: 'later', earlier: [] })],
      'not-looked',
    );
    expect(messages.map(({ id }) => id)).toEqual(['q1', 'x']);
  });
});

describe('what another window asked', () => {
  const there = { abandoned: false } as const;

  it('what another window asked is on its way as long as that window is at it', () => {
    expect(shown(vendor('q1', 'a1'), [left('x', { ...there, after: 'a1', state: 'pending' })])[2]).toBe('x sending');
    expect(shown(vendor('q1'), [left('x', { ...there, text: 'text q1', state: 'sent', partial: 'Two' })])).toEqual([
      'x sent',
    ]);
  });

  it('what another window asked has come to its end here too when it has there', () => {
    const error = { code: 'network' } as const;
    expect(shown([], [left('x', { ...there, state: 'failed', error })])).toEqual(['x failed']);
    expect(shown([], [left('x', { ...there, state: 'unknown', error })])).toEqual(['x unknown']);
    const cut = left('x', { ...there, text: 'text q1', state: 'sent', partial: 'Two', error });
    expect(shown(vendor('q1'), [cut])).toEqual(['x sent', 'x.answer interrupted']);
  });
});

describe('of two questions in the same words', () => {
  it('takes of two questions in the same words the one that surely arrived as the one that is there', () => {
    const entries = [
      left('perhaps', { text: 'text q2' }),
      left('surely', { text: 'text q2', after: 'a1', state: 'sent' }),
    ];
    expect(shown(vendor('q1', 'a1', 'q2'), entries)).toEqual([
      'perhaps unknown',
      'q1 sent',
      'a1 complete',
      'surely sent',
      'surely.answer interrupted',
    ]);
  });

  it('takes of two questions in the same words the later one as the one that is there', () => {
    const entries = [left('first', { text: 'text q2' }), left('second', { text: 'text q2', after: 'a1' })];
    expect(shown(vendor('q1', 'a1', 'q2', 'a2'), entries)[0]).toBe('first unknown');
  });
});

describe('an answer that came to no end', () => {
  it('an answer that came to no end stays with its question when one went on', () => {
    const stopped = left('x', { text: 'text q1', state: 'stopped', partial: 'Two' });
    const result = reconcile(vendor('q1', 'q2', 'a2'), [stopped], 'not-found');
    expect(result.messages.map(({ text, state }) => [text, state])).toEqual([
      ['text q1', 'sent'],
      ['Two', 'stopped'],
      ['text q2', 'sent'],
      ['text a2', 'complete'],
    ]);
    expect(result.settled).toEqual([]);
  });

  it('an answer that came to no end makes room for the whole one', () => {
    const entry = left('x', { text: 'text q1', state: 'stopped', partial: 'Two' });
    const { messages, settled } = reconcile(vendor('q1', 'a1'), [entry], 'not-found');
    expect(messages.map(({ id }) => id)).toEqual(['q1', 'a1']);
    expect(settled).toEqual([entry]);
  });

  it('an answer that came to no end goes with its question when that is deleted', () => {
    const entry = left('x', { after: 'a1', state: 'stopped', partial: 'Two' });
    const { messages, settled } = reconcile(vendor('q1', 'a1'), [entry], 'not-found');
    expect(messages).toHaveLength(2);
    expect(settled).toEqual([entry]);
  });
});

interface Given {
  readonly state: OutboxEntry['state'];
  readonly after: number;
  readonly isThere: boolean;
  readonly partial: string;
}

describe('whatever was left', () => {
  const state = fc.constantFrom<OutboxEntry['state']>('pending', 'sent', 'stopped', 'unknown', 'failed');
  const lists = fc
    .array(fc.boolean(), { maxLength: 8 })
    .map((answered) =>
      vendor(...answered.flatMap((isAnswered, index) => [`q${index}`, ...(isAnswered ? [`a${index}`] : [])])),
    );
  const leftOver = fc.record({
    state,
    after: fc.nat(16),
    isThere: fc.boolean(),
    partial: fc.constantFrom('', 'Two'),
  });
  /** Written after the message number `after`, or before all; at the vendor in the words of the next question there. */
  const entryOf = (messages: readonly Message[], { after, isThere, ...rest }: Given, index: number) => {
    const id = messages[after]?.id ?? '';
    const next = messages.slice(id === '' ? 0 : after + 1).find(({ role }) => role === 'user');
    const text = isThere && next ? next.text : `never ${index}`;
    return left(`e${index}`, { ...rest, text, after: id, createdAt: at(30 + index) });
  };

  it('shows whatever was left once, in a list of the vendor’s that is whole and in order, and the same when read again', () => {
    fc.assert(
      fc.property(lists, fc.array(leftOver, { maxLength: 5 }), (messages, given) => {
        const all = given.map((each, index) => entryOf(messages, each, index));
        const result = reconcile(messages, all, 'not-found');
        const stored = result.messages.flatMap(({ storedId }) => storedId ?? []);
        expect(stored).toEqual(messages.map(({ id }) => id));
        for (const entry of all) {
          const count = result.messages.filter(({ id }) => id === entry.id).length;
          const isSettled = result.settled.includes(entry);
          if (!isSettled) expect(count).toBe(1);
          else expect(count).toBe(0);
        }
        result.messages.forEach(({ role }, index) => {
          if (role === 'assistant') expect(result.messages[index - 1]?.role).toBe('user');
        });
        // Of two in the same words only the disk knows which one the vendor has.
        if (new Set(all.map(({ text }) => text)).size < all.length) return;
        // What was on the screen alone is there again, wherever it stood.
        const again = reconcile(messages, openQuestionsIn(result.messages, place), 'not-found');
        const ids = (list: readonly Message[]) =>
          list.filter(({ storedId, text }) => storedId === undefined && text !== '').map(({ id }) => id);
        expect(ids(again.messages)).toEqual(ids(result.messages));
      }),
      seeded('restored', 3_000),
    );
  });
});
