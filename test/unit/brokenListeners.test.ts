import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Emitter } from '../../src/base/emitter.ts';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { RunEvent, Thread } from '../../src/chat/model/model.ts';
import { emptyTranscript, reduce, type ThreadEvent } from '../../src/chat/model/transcript.ts';
import type { OutboxEntry } from '../../src/chat/ports/outbox.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import { amount } from '../amount.ts';
import { MemoryOutbox } from './memoryOutbox.ts';
import { seeded } from './property.ts';

const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't1', title: 'T' };
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const secret = 'Mandant Müller';

const text: RunEvent = { type: 'text-delta', delta: 'Two weeks.' };
const stored: RunEvent = { type: 'question-stored' };
const end: RunEvent = { type: 'run-end', reason: 'complete' };
/** Runs as vendors make them, from one that is whole to one that breaks before or after each of its events. */
const runs: readonly (readonly (RunEvent | { readonly throw: unknown })[])[] = [
  [stored, text, end],
  [stored, { type: 'answer-start', author: 'Step 2' }, text, { type: 'sources-found', sources: [] }, end],
  [stored, text],
  [stored, text, { throw: new ChatError('interrupted') }],
  [{ throw: new ChatError('key-rejected') }],
  [{ throw: new ChatError('network', { processed: 'maybe' }) }],
  [stored, { throw: new TypeError(secret) }],
];

/** A question of a real session over a scripted vendor; `breaks` says at which of the calls into foreign code one throws. */
async function askWith(run: (typeof runs)[number], breaks: readonly boolean[], hasBegun: boolean) {
  let calls = 0;
  const mayBreak = () => {
    if (breaks[calls++ % breaks.length]) throw new TypeError(secret);
  };
  const lines: string[] = [];
  const line = (words: string) => {
    lines.push(words);
    mayBreak();
  };
  const provider: Provider = {
    listAssistants: async () => [],
    listThreads: async () => ({ items: [] }),
    createThread: async () => thread,
    deleteThread: async () => undefined,
    listMessages: async () => ({ items: [] }),
    async *ask() {
      for (const step of run) {
        if ('throw' in step) throw step.throw;
        yield step;
      }
    },
    test: async () => undefined,
  };
  const outbox = new MemoryOutbox();
  const session = new ChatSession({
    connectionId: 'c',
    assistant: { id: 'hr', name: 'HR' },
    ...(hasBegun && { thread }),
    provider: () => provider,
    log: { debug: line, info: line, warn: line, error: line },
    outbox,
    pollDelays: { question: [0], answer: [] },
  });
  const events: ThreadEvent[] = [];
  session.onEvent(mayBreak);
  session.onEvent((event) => events.push(event));
  session.onEvent(mayBreak);
  session.onChange(mayBreak);
  let changes = 0;
  session.onChange(() => changes++);
  const sent = await session.send('Which notice period?', [], { onPersisted: mayBreak });
  return { session, outbox, events, lines, sent, changes: () => changes };
}

const isSettled = ({ state }: OutboxEntry) => state !== 'pending' && state !== 'queued';

it('ends a run once, whatever its listeners, hooks and log do, and its question is settled', async () => {
  const wholes = fc.array(fc.boolean(), { minLength: 1, maxLength: 24 });
  const law = fc.asyncProperty(fc.constantFrom(...runs), wholes, fc.boolean(), async (run, breaks, hasBegun) => {
    const broken = await askWith(run, breaks, hasBegun);
    const whole = await askWith(run, [false], hasBegun);
    const { session, events, outbox } = broken;
    expect(broken.sent).toBe(true);
    expect(session.running).toBe(false);
    expect(session.transcript.running).toBe(false);
    expect(events.filter(({ type }) => type === 'run-end')).toHaveLength(1);
    // Those who listen beside it have heard all, in order.
    expect(events.map(({ type }) => type)).toEqual(whole.events.map(({ type }) => type));
    expect(events.reduce(reduce, emptyTranscript)).toEqual(session.transcript);
    expect(broken.changes()).toBe(whole.changes());
    expect([...outbox.entries.values()].filter((entry) => !isSettled(entry))).toEqual([]);
    expect([...outbox.entries.values()].map(({ state }) => state)).toEqual(
      [...whole.outbox.entries.values()].map(({ state }) => state),
    );
    // It can be asked on.
    expect(await session.send('And in probation?', [])).toBe(true);
    expect(session.running).toBe(false);
    session.dispose();
    whole.session.dispose();
  });
  await fc.assert(law, seeded('listeners that throw', amount(300, 60)));
});

describe('a listener that throws', () => {
  it('a listener that throws stops no other, is reported by its class and frames, and never by its message', async () => {
    const { lines, session } = await askWith([stored, text, end], [false, false, true], true);
    session.dispose();
    expect(lines.join('\n')).toMatch(/TypeError\n\s+at /);
    expect(lines.join('\n')).not.toContain(secret);
  });

  it('a listener that throws is reported, and a reporter that throws too stops nobody', () => {
    const heard: string[] = [];
    const emitter = new Emitter<string>(() => {
      throw new Error('report');
    });
    emitter.subscribe(() => {
      throw new Error('first');
    });
    emitter.subscribe((value) => heard.push(value));
    emitter.emit('a');
    expect(heard).toEqual(['a']);
  });
});

it('takes up no question again whose hook has thrown: it is on the disk once', async () => {
  const { outbox } = await askWith([{ throw: new ChatError('refused', { processed: 'no' }) }], [true], true);
  expect(outbox.log.filter((entry) => entry === 'add')).toHaveLength(1);
  expect([...outbox.entries.values()].map(({ state }) => state)).toEqual(['failed']);
});

it('keeps a conversation usable when what it is asked of breaks at once', async () => {
  const session = new ChatSession({
    connectionId: 'c',
    assistant: { id: 'hr', name: 'HR' },
    thread,
    provider: () => {
      throw new TypeError('no provider');
    },
    log: silent,
    outbox: new MemoryOutbox(),
    pollDelays: { question: [], answer: [] },
  });
  expect(await session.send('Q', [])).toBe(true);
  expect(session.running).toBe(false);
  expect(session.transcript.messages.map(({ state }) => state)).toEqual(['failed', 'failed']);
});
