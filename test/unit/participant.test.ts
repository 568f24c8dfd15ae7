import { describe, expect, it } from 'vitest';
import type { Connection } from '../../src/chat/model/connection.ts';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Assistant, ContextItem, Message, RunEvent, Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { Pages } from '../../src/chat/session/pages.ts';
import { SessionRegistry } from '../../src/chat/session/sessionRegistry.ts';
import { UnseenAnswers } from '../../src/chat/session/unseenAnswers.ts';
import { answerRequest, type NativeRequest, type Target } from '../../src/host/participant/answerRequest.ts';
import { conversationIn } from '../../src/host/participant/conversation.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const hr: Assistant = { id: 'hr', name: 'HR', poweredBy: 'Haufe' };
const tax: Assistant = { id: 'tax', name: 'Tax' };
const kanzlei: Connection = { id: 'c', provider: 'haufe', name: 'Kanzlei A', baseUrl: 'https://api.haufe.ai/agents' };
const other: Connection = { ...kanzlei, id: 'd', name: 'Kanzlei B' };
const passage: ContextItem = { id: 'p', label: 'a.md', firstLine: 1, lastLine: 1, text: '§ 622' };

interface Options {
  readonly ask?: (text: string) => AsyncIterable<RunEvent>;
  readonly connections?: readonly Connection[];
  readonly assistants?: readonly Assistant[];
  readonly stored?: readonly Message[];
  readonly keepsHistory?: boolean;
  readonly mayLeave?: boolean;
  readonly hasDetails?: boolean;
  readonly agrees?: boolean;
  readonly chosen?: Target;
}

const answered = async function* (text: string): AsyncGenerator<RunEvent> {
  yield { type: 'question-stored', messageId: 'q' };
  yield { type: 'text-delta', delta: `To: ${text}` };
  yield { type: 'run-end', reason: 'complete' };
};

/** A window with VS Code's chat: what was sent to whom, and what is shown. */
function nativeChat(options: Options = {}) {
  const { ask = answered, connections = [kanzlei], assistants = [hr], stored = [] } = options;
  const sent: { connectionId: string; threadId: string; text: string }[] = [];
  const threads: Thread[] = [];
  const provider = (connectionId: string): Provider => ({
    listAssistants: async () => assistants,
    listThreads: async () => ({ items: [] }),
    createThread: async (assistantId, title) => {
      const thread = { connectionId, assistantId, id: `t${threads.length + 1}`, title };
      threads.push(thread);
      return thread;
    },
    deleteThread: async () => undefined,
    listMessages: async () => ({ items: stored }),
    ask: (thread, { text }) => {
      sent.push({ connectionId, threadId: thread.id, text });
      return ask(text);
    },
    test: async () => undefined,
  });
  const providers = new Map(connections.map(({ id }) => [id, provider(id)]));
  const providerOf = (id: string) => {
    const found = providers.get(id);
    if (!found) throw new ChatError('connection-missing', { processed: 'no' });
    return found;
  };
  const sessions = new SessionRegistry({ providerOf, log, pollDelays: { question: [], answer: [] } });
  const pages = new Pages(sessions, log);
  const asked: string[] = [];
  const parts = {
    sessions,
    pages,
    providers: { connections, connection: (id: string) => connections.find((each) => each.id === id) },
    directory: {
      list: async () => assistants,
      known: () => assistants,
      current: (_: string, assistant: Assistant) => assistant,
      find: async (_: string, id: string) => {
        const found = assistants.find((assistant) => assistant.id === id);
        if (!found) throw new ChatError('assistant-unavailable');
        return found;
      },
    },
    composers: { of: () => ({ edit: undefined }) },
    recent: { use: async () => undefined },
    unseen: new UnseenAnswers(log),
    sendConsent: {
      isNeeded: options.agrees !== undefined,
      agrees: async ({ text }: { readonly text: string }) => {
        if (options.agrees !== undefined) asked.push(`send ${text}`);
        return options.agrees ?? true;
      },
    },
    keepsHistory: () => options.keepsHistory ?? true,
    choose: async () => {
      asked.push('choose');
      return options.chosen;
    },
    ensureDetails: async () => options.hasDetails ?? true,
    mayLeave: async () => {
      asked.push('mayLeave');
      return options.mayLeave ?? true;
    },
  };
  const request = async (given: Partial<NativeRequest>, signal = new AbortController().signal) => {
    const shown: string[] = [];
    const references: string[] = [];
    const buttons: { title: string; command: string; argument: unknown }[] = [];
    const result = await answerRequest(
      parts as unknown as Parameters<typeof answerRequest>[0],
      { prompt: 'Which period?', command: undefined, context: async () => [], before: undefined, ...given },
      {
        markdown: (text) => shown.push(text),
        progress: () => undefined,
        reference: (address) => references.push(address),
        button: (title, command, argument) => buttons.push({ title, command, argument }),
      },
      signal,
    );
    return { result, text: shown.join(''), pieces: shown, buttons, references };
  };
  return { request, sent, threads, sessions, pages, asked };
}

describe('@expert in VS Code’s chat', () => {
  it('streams the answer of the only assistant, with credit, and says that a copy stays', async () => {
    const { request, sent } = nativeChat();
    const { text, result, buttons } = await request({});
    expect(sent.map((each) => each.text)).toEqual(['Which period?']);
    expect(text).toMatch(/^To: Which period\?[\s\S]*Powered by Haufe · generated by AI[\s\S]*keeps its own copy/);
    expect(result.errorDetails).toBeUndefined();
    expect(buttons.map(({ title }) => title)).toEqual(['Insert Answer', 'Open in Assistant Chat']);
  });

  it('names the addresses of its sources as references, each once, and none that may not be opened', async () => {
    const links = ['https://a.example/622', 'https://a.example/622', 'http://a.example/', 'command:x', undefined];
    const sources = links.map((link, index) => ({
      id: `${index + 1}`,
      title: '§ 622 BGB',
      passage: '',
      ...(link && { link }),
    }));
    const ask = async function* (text: string): AsyncGenerator<RunEvent> {
      yield { type: 'sources-found', sources };
      yield* answered(text);
    };
    expect((await nativeChat({ ask }).request({})).references).toEqual(['https://a.example/622']);
  });

  it('goes on with its conversation in the next turn, and says nothing of copies again', async () => {
    const { request, sent, threads } = nativeChat();
    const first = await request({});
    const before = conversationIn(JSON.parse(JSON.stringify(first.result.metadata)));
    const second = await request({ prompt: 'And then?', before });
    expect(threads).toHaveLength(1);
    expect(sent.map(({ threadId }) => threadId)).toEqual(['t1', 't1']);
    expect(second.text).not.toContain('keeps its own copy');
  });

  it('goes on with it after VS Code was started again', async () => {
    const before = {
      connectionId: 'c',
      assistantId: 'hr',
      thread: { connectionId: 'c', assistantId: 'hr', id: 't9', title: 'T' },
    };
    const { request, sent, threads } = nativeChat();
    await request({ before });
    expect([threads, sent.map(({ threadId }) => threadId)]).toEqual([[], ['t9']]);
  });

  it('begins a new conversation with /new, with the same assistant', async () => {
    const { request, threads, sent } = nativeChat({
      assistants: [hr, tax],
      chosen: { connectionId: 'c', assistant: tax },
    });
    const { result } = await request({});
    await request({ command: 'new', before: conversationIn(result.metadata) });
    expect(threads.map(({ assistantId }) => assistantId)).toEqual(['tax', 'tax']);
    expect(sent.map(({ threadId }) => threadId)).toEqual(['t1', 't2']);
  });

  it('never goes on with a conversation by another assistant or connection', async () => {
    const { request, sent } = nativeChat({
      connections: [kanzlei, other],
      assistants: [hr, tax],
      chosen: { connectionId: 'd', assistant: tax },
    });
    const before = {
      connectionId: 'c',
      assistantId: 'hr',
      thread: { connectionId: 'c', assistantId: 'hr', id: 't9', title: 'T' },
    };
    await request({ command: 'assistant', before });
    expect(sent).toEqual([{ connectionId: 'd', threadId: 't1', text: 'Which period?' }]);
  });

  it('lets the person choose where there are several, and sends nothing when none is chosen', async () => {
    const { request, sent, asked } = nativeChat({ assistants: [hr, tax] });
    expect((await request({})).text).toContain('Nothing was sent');
    expect([asked, sent]).toEqual([['choose'], []]);
  });

  it('asks the assistant of the shown conversation, in a conversation of its own', async () => {
    const { request, pages, sent } = nativeChat({ assistants: [hr, tax] });
    const shown = pages.start('c', tax);
    const { text } = await request({});
    expect(text).toContain('Powered by Tax');
    expect([sent.length, shown.transcript.messages.length, pages.active]).toEqual([1, 0, shown]);
  });

  it('only chooses when nothing is asked', async () => {
    const { request, sent } = nativeChat({ assistants: [hr, tax], chosen: { connectionId: 'c', assistant: tax } });
    const { result, text } = await request({ command: 'assistant', prompt: ' ' });
    expect(sent).toEqual([]);
    expect(text).toContain('Tax (Kanzlei A)');
    expect(result.metadata).toEqual({ connectionId: 'c', assistantId: 'tax' });
  });

  it('sends nothing while nothing may be saved, and says why', async () => {
    const { request, sent } = nativeChat({ keepsHistory: false });
    const { text, buttons, result } = await request({});
    expect(sent).toEqual([]);
    expect(text).toContain('you have turned saving off');
    expect([buttons.map(({ title }) => title), result]).toEqual([['Open in Assistant Chat'], {}]);
  });

  it('sends what the person put into the question, word for word', async () => {
    const { request, sent, asked } = nativeChat();
    await request({ context: async () => [passage] });
    expect([sent[0]?.text, asked]).toEqual(['Which period?\n\n§ 622', ['mayLeave']]);
  });

  it.each<[string, Options, Partial<NativeRequest>]>([
    ['text of a workspace that is not to leave it', { mayLeave: false }, { context: async () => [passage] }],
    ['a question without the details that it needs', { hasDetails: false }, {}],
    ['a question that the person was shown and declines', { agrees: false }, {}],
    ['a question that is too long', {}, { prompt: 'x'.repeat(30_001) }],
    ['half a character', {}, { prompt: '\ud83d' }],
    ['anything to an assistant that is gone', {}, { before: { connectionId: 'c', assistantId: 'gone' } }],
  ])('does not send %s', async (_, options, given) => {
    const { request, sent, threads } = nativeChat(options);
    const { text, result } = await request(given);
    expect([sent, threads]).toEqual([[], []]);
    expect(`${text}${result.errorDetails?.message ?? ''}`).not.toBe('');
  });

  it('stops when the person stops it, and keeps what had come', async () => {
    const stop = new AbortController();
    const { request, sessions } = nativeChat({
      async *ask() {
        yield { type: 'question-stored' };
        yield { type: 'text-delta', delta: 'Half an answer ' };
        stop.abort(new DOMException('Stopped', 'AbortError'));
        await new Promise((resolve) => setTimeout(resolve));
        yield { type: 'text-delta', delta: 'NEVER' };
      },
    });
    const { text, buttons } = await request({}, stop.signal);
    expect(text).toMatch(/^Half an answer[\s\S]*The answer was stopped\./);
    expect(text).not.toContain('NEVER');
    expect(buttons.at(-1)?.title).toBe('Open in Assistant Chat');
    expect(sessions.open[0]?.running).toBe(false);
  });

  it('says why there is no answer, and leaves no conversation behind that did not begin', async () => {
    const { request, sessions } = nativeChat({
      async *ask() {
        yield* [];
        throw new ChatError('key-rejected', { processed: 'no' });
      },
    });
    const { result } = await request({});
    expect(result.errorDetails?.message).not.toBe('');
    expect(sessions.open.every(({ thread }) => thread !== undefined)).toBe(true);
  });

  it('shows a correction below what it corrects, and each step of a workflow by its name', async () => {
    const { request } = nativeChat({
      async *ask() {
        yield { type: 'question-stored' };
        yield { type: 'text-delta', delta: 'Wrong.' };
        yield { type: 'text-replaced', text: 'Right.' };
        yield { type: 'answer-start', author: 'Step *2*' };
        yield { type: 'text-delta', delta: 'Second.' };
        yield { type: 'run-end', reason: 'complete' };
      },
    });
    const { text } = await request({});
    expect(text).toMatch(/^Wrong\.[\s\S]*corrected[\s\S]*Right\.[\s\S]*\*\*Step[\s\S]*Second\./);
  });

  it('lets neither an answer nor names of sources load, run or open anything', async () => {
    const { request } = nativeChat({
      async *ask() {
        yield { type: 'question-stored' };
        yield { type: 'text-delta', delta: '![x](https://evil.example) [a](command:x)' };
        const source = { id: '1', title: '![y](https://evil.example) <img src=z>', passage: '' };
        yield { type: 'sources-found', sources: [source, { ...source, id: '2', link: 'http://a.example' }] };
        yield { type: 'run-end', reason: 'complete' };
      },
    });
    const { text } = await request({});
    expect(text).not.toMatch(/!\[|\]\(command|<img|\(<http:/);
    expect(text).toContain('**Sources**');
  });

  it('reads nothing but its own from what VS Code has kept', () => {
    for (const metadata of [undefined, null, 7, 'a', {}, { connectionId: 'c' }, { connectionId: 1, assistantId: 2 }])
      expect(conversationIn(metadata)).toBeUndefined();
    const strange = {
      connectionId: 'c',
      assistantId: 'hr',
      thread: { connectionId: 'd', assistantId: 'hr', id: 't', title: 'T' },
    };
    expect(conversationIn(strange)).toEqual({ connectionId: 'c', assistantId: 'hr' });
  });
});
