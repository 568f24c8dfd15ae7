import { describe, expect, it } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Assistant, Message, RunEvent, Source } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { askDirectly } from '../../src/chat/session/askDirectly.ts';
import type { ChatSession } from '../../src/chat/session/session.ts';
import { SessionRegistry } from '../../src/chat/session/sessionRegistry.ts';
import { sharedSources } from '../../src/chat/text/citations/sharedSources.ts';
import { askEach } from '../../src/host/asking/askEach.ts';
import { message } from './conversation.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const passage = { id: 'p', label: 'a.md', firstLine: 3, lastLine: 4, text: '§ 622' };
const question = { text: 'Which period?', context: [passage] };
const named = (name: string): Assistant => ({ id: name, name });

/** A window with a connection for each of these assistants; `answers` ends the answer of one. */
function severalAssistants(refused: readonly string[] = [], failing: readonly string[] = []) {
  const sent: string[] = [];
  const steps: string[] = [];
  const ends = new Map<string, () => void>();
  const provider: Provider = {
    listAssistants: async () => [],
    listThreads: async () => ({ items: [] }),
    createThread: async (assistantId) => ({ connectionId: 'c', assistantId, id: `of ${assistantId}`, title: 'T' }),
    deleteThread: async () => undefined,
    listMessages: async () => ({ items: [] }),
    ask: async function* (thread, { text }): AsyncGenerator<RunEvent> {
      sent.push(`${thread.assistantId}: ${text}`);
      if (failing.includes(thread.assistantId)) throw new ChatError('unavailable', { processed: 'no' });
      yield { type: 'question-stored', messageId: 'q' };
      yield { type: 'text-delta', delta: `By ${thread.assistantId}` };
      await new Promise<void>((resolve) => ends.set(thread.assistantId, resolve));
      yield { type: 'run-end', reason: 'complete' };
    },
    test: async () => undefined,
  };
  const sessions = new SessionRegistry({ providerOf: () => provider, log, pollDelays: { question: [], answer: [] } });
  const { prompts, shown } = scriptedPrompts();
  const parts = {
    ...{ sessions, prompts },
    views: { openTab: (session: ChatSession) => void steps.push(`show ${nameOf(session)}`) },
    loadAskPort: async () => ({
      mayAsk: async (session: ChatSession) => {
        steps.push(`ask about ${nameOf(session)}`);
        return !refused.includes(nameOf(session));
      },
      ask: (session: ChatSession, of: typeof question, signal: AbortSignal) => {
        steps.push(`send to ${nameOf(session)}`);
        const state = () => ({ open: sessions.open.includes(session), editing: false });
        return askDirectly(session, of, { state, sendConsent: 'given' }, signal);
      },
    }),
  };
  const ask = (...names: readonly string[]) =>
    askEach(
      parts,
      names.map((name) => ({ connectionId: 'c', assistant: named(name) })),
      question,
    );
  return { ask, ends, sent, steps, sessions, shown };
}

const nameOf = ({ assistant }: ChatSession) => assistant.name;
const answerOf = ({ transcript }: ChatSession) => {
  const last = transcript.messages.at(-1);
  return [last?.text, last?.state];
};

describe('asking several assistants', () => {
  it('sends each the exact text in a conversation of its own, after the person has agreed for all', async () => {
    const { ask, ends, sent, steps, sessions } = severalAssistants();
    const asked = ask('HR', 'Tax');
    await expect.poll(() => ends.size).toBe(2);
    expect(steps).toEqual(['ask about HR', 'ask about Tax', 'show HR', 'show Tax', 'send to HR', 'send to Tax']);
    expect(sent.toSorted()).toEqual(['HR: Which period?\n\n§ 622', 'Tax: Which period?\n\n§ 622']);
    for (const end of ends.values()) end();
    await asked;
    expect(sessions.open.map(answerOf)).toEqual([
      ['By HR', 'complete'],
      ['By Tax', 'complete'],
    ]);
  });

  it('asks the others when the person does not agree for one, and leaves no empty conversation of that one', async () => {
    const { ask, ends, sent, sessions } = severalAssistants(['Tax']);
    const asked = ask('HR', 'Tax');
    await expect.poll(() => ends.size).toBe(1);
    ends.get('HR')?.();
    expect(await asked).toBe(true);
    expect([sent, sessions.open.map(nameOf)]).toEqual([['HR: Which period?\n\n§ 622'], ['HR']]);
  });

  it('shows nothing when the person agrees for none, and says that the question is still to be asked', async () => {
    const { ask, steps, sessions } = severalAssistants(['HR', 'Tax']);
    expect(await ask('HR', 'Tax')).toBe(false);
    expect([steps, sessions.open]).toEqual([['ask about HR', 'ask about Tax'], []]);
  });

  it('a failure of one stops no other, and its question stays on its page', async () => {
    const { ask, ends, sessions } = severalAssistants([], ['Tax']);
    const asked = ask('HR', 'Tax');
    await expect.poll(() => ends.size).toBe(1);
    ends.get('HR')?.();
    await asked;
    const [hr, tax] = sessions.open;
    expect(hr && answerOf(hr)).toEqual(['By HR', 'complete']);
    expect(tax?.transcript.messages.map(({ text, state }) => [text, state])).toEqual([
      ['Which period?', 'failed'],
      ['', 'failed'],
    ]);
  });

  it('asks four at most, and no more at once than answers may run', async () => {
    const { ask, ends, steps } = severalAssistants();
    const asked = ask('A', 'B', 'C', 'D', 'E');
    await expect.poll(() => ends.size).toBe(4);
    for (const end of ends.values()) end();
    await asked;
    expect(steps).not.toContain('ask about E');
  });

  it('waits for a place while as many answers run as may', async () => {
    const { ask, ends } = severalAssistants();
    const first = ask('A', 'B', 'C');
    await expect.poll(() => ends.size).toBe(3);
    const second = ask('D', 'E');
    await expect.poll(() => ends.has('D')).toBe(true);
    expect(ends.has('E')).toBe(false);
    ends.get('A')?.();
    await expect.poll(() => ends.has('E')).toBe(true);
    for (const end of ends.values()) end();
    await Promise.all([first, second]);
  });
});

describe('sources that assistants share', () => {
  const bgb: Source = { id: '1', title: 'BGB', section: '§ 622', passage: 'Four weeks.' };
  const guide: Source = { id: '2', title: 'Guide', passage: 'Old.' };
  const asking = (name: string, text: string, sources: readonly Source[], state: Message['state'] = 'complete') => ({
    name,
    messages: [message('user', text, 'q'), { ...message('assistant', 'A', `by ${name}`), sources, state }],
  });

  it('each source has the names of the others that name it for the same question', () => {
    const [tax, law] = [asking('Tax', 'Q', [{ ...bgb, id: '7', passage: 'Other.' }]), asking('Law', 'Q', [bgb])];
    expect(sharedSources(asking('HR', 'Q', [bgb, guide]), [tax, law])).toEqual({
      'by HR': { '1': ['Tax', 'Law'], '2': [] },
    });
  });

  it('compares with no answer to another question, and none that is not complete', () => {
    const others = [asking('Tax', 'Another', [bgb]), asking('Law', 'Q', [bgb], 'answering')];
    expect(sharedSources(asking('HR', 'Q', [bgb]), others)).toEqual({});
  });
});
