import { ChatError } from '../../src/chat/model/errors.ts';
import type { Message, RunEvent, Thread } from '../../src/chat/model/model.ts';
import type { Provider, Question } from '../../src/chat/ports/provider.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import type { SessionOptions } from '../../src/chat/session/sessionOptions.ts';
import { MemoryOutbox } from './memoryOutbox.ts';

const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't1', title: 'T' };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
export const stored: RunEvent = { type: 'question-stored', messageId: 'm1' };
export const end: RunEvent = { type: 'run-end', reason: 'complete' };
export const delta = (text: string): RunEvent => ({ type: 'text-delta', delta: text });
export const lost = new ChatError('network', { processed: 'maybe' });
export const absent = new ChatError('not-arrived', { processed: 'maybe' });
export const offline = new ChatError('host-not-found', { processed: 'no' });
export const message = (role: Message['role'], text: string, id: string): Message => ({
  ...{ id, role, text, storedId: id, sources: [], context: [] },
  state: role === 'user' ? 'sent' : 'complete',
});

type Step = RunEvent | { readonly throw: unknown } | { readonly wait: Promise<unknown> };

/** A conversation whose vendor follows a script, run by run, and shows `messages`. */
export function conversation(runs: readonly (readonly Step[])[], options: Partial<SessionOptions> = {}) {
  const asked: Question[] = [];
  const vendor = { insisted: 0, messages: [] as Message[], failure: undefined as unknown, isOwnRecord: false };
  const provider: Provider = {
    listAssistants: async () => [],
    listThreads: async () => ({ items: [] }),
    createThread: async () => thread,
    deleteThread: async () => undefined,
    listMessages: async () => {
      if (vendor.failure) throw vendor.failure;
      return { items: vendor.messages, isOwnRecord: vendor.isOwnRecord };
    },
    async *ask(_, question, signal) {
      const run = runs[asked.push(question) - 1] ?? [];
      for (const step of run) {
        if ('throw' in step) throw step.throw;
        if ('wait' in step) {
          await Promise.race([step.wait, new Promise((_resolve, reject) => signal.addEventListener('abort', reject))]);
        } else yield step;
      }
    },
    test: async () => undefined,
    insist: () => void vendor.insisted++,
  };
  const outbox = new MemoryOutbox();
  const session = new ChatSession({
    connectionId: 'c',
    assistant: { id: 'hr', name: 'HR' },
    thread,
    provider: () => provider,
    log,
    outbox,
    pollDelays: { question: [0, 0], answer: [0, 0] },
    ...options,
  });
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => holds() && resolve();
      session.onEvent(look);
      look();
    });
  const shown = () => session.transcript.messages.map(({ text, state }) => [text, state]);
  return { session, asked, vendor, outbox, until, shown };
}
