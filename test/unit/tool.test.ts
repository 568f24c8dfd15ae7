import { describe, expect, it } from 'vitest';
import type { Connection } from '../../src/chat/model/connection.ts';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Assistant, RunEvent } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { SessionRegistry } from '../../src/chat/session/sessionRegistry.ts';
import { UnseenAnswers } from '../../src/chat/session/unseenAnswers.ts';
import { toolAnswer } from '../../src/host/tool/toolAnswer.ts';
import { confirmation, isAsShown, toolQuestion } from '../../src/host/tool/toolQuestion.ts';

const hr: Assistant = { id: 'hr', name: 'HR', poweredBy: 'Haufe' };
const tax: Assistant = { id: 'tax', name: 'Tax' };
const open: Connection = {
  ...{ id: 'open', provider: 'haufe', name: 'Kanzlei A', allowTool: true },
  baseUrl: 'https://api.haufe.ai/agents',
};
const shut: Connection = { ...open, id: 'shut', name: 'Kanzlei B', allowTool: undefined };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Who can be asked, and of which connections the lists were read. */
function window(connections: readonly Connection[], lists: Readonly<Record<string, readonly Assistant[]>> = {}) {
  const read: string[] = [];
  const parts = {
    providers: { connections, connection: (id: string) => connections.find((each) => each.id === id) },
    directory: {
      list: async (id: string) => {
        read.push(id);
        const list = lists[id];
        if (!list) throw new ChatError('host-not-found', { processed: 'no' });
        return list;
      },
    },
    recent: { sort: <T>(all: readonly T[]) => all },
  };
  return { parts, read };
}

describe('a question of an agent', () => {
  it('goes to no connection that does not allow it, whose list is not even read', async () => {
    const { parts, read } = window([shut], { shut: [hr] });
    await expect(toolQuestion(parts, { question: 'Which period?' })).rejects.toThrow('allowTool');
    expect(read).toEqual([]);
  });

  it.each([
    [{ question: 'Q?', assistant: 'tax' }, 'tax'],
    [{ question: 'Q?', assistant: 'TAX' }, 'tax'],
    [{ question: 'Q?', assistant: 'hr' }, 'hr'],
    [{ question: 'Q?', assistant: 'Ta' }, 'tax'],
    [{ question: 'Q?' }, 'hr'],
    [{ question: 'Q?', assistant: ' ' }, 'hr'],
  ])('goes to the assistant that %j names, else to the one used last', async (input, id) => {
    const { parts } = window([shut, open], { open: [hr, tax], shut: [tax] });
    expect(await toolQuestion(parts, input)).toMatchObject({ connection: open, assistant: { id } });
  });

  it.each([{}, null, 7, { question: 7 }, { question: ' ' }, { question: '\ud83d' }, { question: 'x'.repeat(30_001) }])(
    'refuses what is no question: %j',
    async (input) => {
      const { parts } = window([open], { open: [hr] });
      await expect(toolQuestion(parts, input)).rejects.toThrow();
    },
  );

  it('goes to nobody else where the named assistant is not there, and says who is', async () => {
    const { parts } = window([open], { open: [hr, { ...tax, former: true }] });
    await expect(toolQuestion(parts, { question: 'Q?', assistant: 'Tax' })).rejects.toThrow('HR');
  });

  it('asks a question although another service cannot be reached', async () => {
    const { parts } = window([{ ...open, id: 'down' }, open], { open: [hr] });
    expect(await toolQuestion(parts, { question: 'Q?' })).toMatchObject({ connection: open });
    await expect(toolQuestion(window([open]).parts, { question: 'Q?' })).rejects.toBeInstanceOf(ChatError);
  });

  it('confirms a question with the host that it goes to, and with what the agent may make of the answer', () => {
    const { title, before, after } = confirmation({ connection: open, assistant: hr, text: 'Q?' });
    expect([title, before]).toEqual(['Ask HR (Kanzlei A)?', 'An agent wants to send this to api.haufe.ai:']);
    expect(after.join(' ')).toMatch(/may reword it[\s\S]*keeps its own copy/);
  });

  it('sends no question where the connection changed after the person was asked', () => {
    const question = { connection: open, assistant: hr, text: 'Q?' };
    const now = (connection: Connection) => ({
      providers: { connections: [connection], connection: () => connection },
    });
    expect(isAsShown(now(open), question)).toBe(true);
    expect(isAsShown(now({ ...open, baseUrl: 'https://evil.example' } as Connection), question)).toBe(false);
    expect(isAsShown(now({ ...open, allowTool: false }), question)).toBe(false);
  });
});

describe('the answer for an agent', () => {
  const ask = async (events: () => AsyncIterable<RunEvent>, agrees = true) => {
    const provider: Provider = {
      listAssistants: async () => [hr],
      listThreads: async () => ({ items: [] }),
      createThread: async () => ({ connectionId: 'open', assistantId: 'hr', id: 't', title: 'T' }),
      deleteThread: async () => undefined,
      listMessages: async () => ({ items: [] }),
      ask: events,
      test: async () => undefined,
    };
    const sessions = new SessionRegistry({ providerOf: () => provider, log, pollDelays: { question: [], answer: [] } });
    const sendConsent = { isNeeded: !agrees, agrees: async () => agrees };
    const parts = {
      sessions,
      composers: { of: () => ({ edit: undefined }) },
      unseen: new UnseenAnswers(log),
      sendConsent,
    };
    const stop = new AbortController();
    return toolAnswer(parts, { connection: open, assistant: hr, text: 'Q?' }, stop.signal);
  };

  it('does not come, and nothing goes out, where the person wants to see each question and declines', async () => {
    let isAsked = false;
    const declined = ask(async function* () {
      isAsked = true;
      yield { type: 'run-end', reason: 'complete' };
    }, false);
    await expect(declined).rejects.toThrow('You chose not to send it.');
    expect(isAsked).toBe(false);
  });

  it('comes word for word, with whom it is from and its sources', async () => {
    const answer = await ask(async function* () {
      yield { type: 'question-stored' };
      yield { type: 'text-delta', delta: '**Two** weeks [1]. ' };
      yield {
        type: 'sources-found',
        sources: [{ id: '1', title: '§ 622', passage: 'p', link: 'https://a.example/x' }],
      };
      yield { type: 'run-end', reason: 'complete' };
    });
    expect(answer).toMatch(/“HR”, powered by Haufe, generated by AI/);
    expect(answer).toContain('\n\n**Two** weeks [1]. \n\nSources:\n[1] § 622, <https://a.example/x>');
  });

  it('tells an agent an error where there is no answer, never half an answer', async () => {
    const broken = ask(async function* () {
      yield { type: 'question-stored' };
      yield { type: 'text-delta', delta: 'Half' };
      throw new ChatError('network', { processed: 'yes' });
    });
    await expect(broken).rejects.toThrow(/interrupted/);
  });
});
