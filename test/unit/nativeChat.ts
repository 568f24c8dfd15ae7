import type { Connection } from '../../src/chat/model/connection.ts';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Assistant, ContextItem, Message, RunEvent, Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { Pages } from '../../src/chat/session/pages.ts';
import { SessionRegistry } from '../../src/chat/session/sessionRegistry.ts';
import { UnseenAnswers } from '../../src/chat/session/unseenAnswers.ts';
import { answerRequest, type NativeRequest, type Target } from '../../src/host/participant/answerRequest.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
export const hr: Assistant = { id: 'hr', name: 'HR', poweredBy: 'Haufe' };
export const tax: Assistant = { id: 'tax', name: 'Tax' };
export const kanzlei: Connection = {
  id: 'c',
  provider: 'haufe',
  name: 'Kanzlei A',
  baseUrl: 'https://api.haufe.ai/agents',
};
export const other: Connection = { ...kanzlei, id: 'd', name: 'Kanzlei B' };
export const passage: ContextItem = { id: 'p', label: 'a.md', firstLine: 1, lastLine: 1, text: '§ 622' };

export interface NativeChatOptions {
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

export const answered = async function* (text: string): AsyncGenerator<RunEvent> {
  yield { type: 'question-stored', messageId: 'q' };
  yield { type: 'text-delta', delta: `To: ${text}` };
  yield { type: 'run-end', reason: 'complete' };
};

/** A window with VS Code's chat: what was sent to whom, and what is shown. */
export function nativeChat(options: NativeChatOptions = {}) {
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
      parts,
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
