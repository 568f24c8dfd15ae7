import { describe, expect, it } from 'vitest';
import type { Connection } from '../../src/chat/model/connection.ts';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Assistant, ContextItem, Message, RunEvent, Thread } from '../../src/chat/model/model.ts';
import type { MarginLink } from '../../src/chat/ports/documentLinks.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import type { ChatSession } from '../../src/chat/session/session.ts';
import { SessionRegistry } from '../../src/chat/session/sessionRegistry.ts';
import { UnseenAnswers } from '../../src/chat/session/unseenAnswers.ts';
import { askInThread, retryInThread } from '../../src/host/margin/askInThread.ts';
import { marginComments, marginLabel, marginState } from '../../src/host/margin/marginContent.ts';
import { openStores } from '../../src/storage/openStores.ts';
import { allText, temporaryFolder } from './temporaryFolder.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const hr: Assistant = { id: 'hr', name: 'HR', poweredBy: 'Haufe' };
const kanzlei: Connection = { id: 'c', provider: 'haufe', name: 'Kanzlei A', baseUrl: 'https://api.haufe.ai/agents' };
const passage: ContextItem = { id: 'p', label: 'a.md', firstLine: 3, lastLine: 4, text: '§ 622 *BGB*' };
const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't1', title: 'T' };
const link: MarginLink = {
  ...{ id: 'l', connectionId: 'c', assistant: { id: 'hr', name: 'HR', poweredBy: 'Haufe' }, uri: 'file:///a.md' },
  anchor: { start: { line: 2, character: 0 }, end: { line: 3, character: 0 }, length: 1, hash: 1, lines: [1] },
  ...{ context: [passage], messages: [], isResolved: false },
};
const message = (role: Message['role'], text: string, more: Partial<Message> = {}): Message => ({
  ...{ id: `${role} ${text}`, role, text, sources: [], context: [] },
  state: role === 'user' ? 'sent' : 'complete',
  ...more,
});

interface Options {
  readonly ask?: Provider['ask'];
  readonly createThread?: Provider['createThread'];
  readonly stored?: readonly Message[];
  readonly mayLeave?: boolean;
  readonly hasDetails?: boolean;
  readonly editing?: boolean;
  /** The person wants to be asked each time, and agrees or doesn't. */
  readonly agrees?: boolean;
  /** What happens while the person is asked. */
  readonly meanwhile?: () => Promise<unknown> | undefined;
}

const answered = async function* (): AsyncGenerator<RunEvent> {
  yield { type: 'question-stored', messageId: 'q' };
  yield { type: 'text-delta', delta: 'Two weeks.' };
  yield { type: 'run-end', reason: 'complete' };
};

/** A margin whose vendor answers with `ask`: what was sent, and the conversation. */
function margin(options: Options = {}) {
  const sent: string[] = [];
  const asked: string[] = [];
  const provider: Provider = {
    listAssistants: async () => [hr],
    listThreads: async () => ({ items: [] }),
    createThread: options.createThread ?? (async () => thread),
    deleteThread: async () => undefined,
    listMessages: async () => ({ items: options.stored ?? [] }),
    ask: (given, question, signal) => {
      sent.push(question.text);
      return (options.ask ?? answered)(given, question, signal);
    },
    test: async () => undefined,
  };
  const sessions = new SessionRegistry({ providerOf: () => provider, log, pollDelays: { question: [], answer: [] } });
  const unseen = new UnseenAnswers(log);
  const parts = {
    ...{ sessions, unseen, recent: { use: async () => undefined } },
    providers: { connection: (id: string) => (id === 'c' ? kanzlei : undefined) },
    directory: { find: async () => hr },
    composers: { of: () => ({ edit: options.editing ? { messageId: 'q' } : undefined }) },
    ensureDetails: async () => {
      asked.push('details');
      return options.hasDetails ?? true;
    },
    mayLeave: async () => {
      asked.push('mayLeave');
      return options.mayLeave ?? true;
    },
    sendConsent: {
      isNeeded: options.agrees !== undefined,
      agrees: async ({ text }: { readonly text: string }) => {
        if (options.agrees !== undefined) asked.push(`send ${text}`);
        await options.meanwhile?.();
        return options.agrees ?? true;
      },
    },
  };
  let session: ChatSession | undefined;
  const stop = new AbortController();
  const asking = {
    signal: stop.signal,
    onSession: (given: ChatSession) => {
      session = given;
    },
  };
  return {
    ...{ sent, asked, sessions, stop, unseen },
    ask: (text: string, of = link, onSending: () => Promise<void> = async () => undefined) =>
      askInThread(parts, of, text, { ...asking, onSending }),
    retry: (of = link) => retryInThread(parts, of, asking),
    session: () => session,
  };
}

describe('asking in the margin', () => {
  it('sends exactly the text that was shown with the first question, after what a person has to agree to', async () => {
    const { ask, sent, asked, session } = margin();
    expect(await ask(' Which period? ')).toEqual({ type: 'ended' });
    expect(sent).toEqual(['Which period?\n\n§ 622 *BGB*']);
    expect(asked).toEqual(['mayLeave', 'details']);
    expect(session()?.transcript.messages.map(({ text }) => text)).toEqual(['Which period?', 'Two weeks.']);
  });

  it('tells right before its question goes out, and nothing of one that does not', async () => {
    const sending: number[] = [];
    const going = margin();
    await going.ask('Which period?', link, async () => void sending.push(going.sent.length));
    const declined = margin({ mayLeave: false });
    await declined.ask('Which period?', link, async () => void sending.push(-1));
    expect([sending, going.sent.length]).toEqual([[0], 1]);
  });

  it('goes on in the same conversation without the text', async () => {
    const { ask, sent, asked } = margin({ stored: [message('user', 'A'), message('assistant', 'B')] });
    await ask('And then?', { ...link, thread });
    expect(sent).toEqual(['And then?']);
    expect(asked).toEqual(['details']);
  });

  it.each([
    ['text of the workspace may not leave', { mayLeave: false }, /didn’t allow/],
    ['required details are not given', { hasDetails: false }, /required details/],
    ['its last question is being edited in the chat', { editing: true }, /being edited/],
    ['the person wants to see each question and declines', { agrees: false }, /You chose not to send/],
  ] as const)('sends nothing when %s, and says so', async (_, options, why) => {
    const { ask, sent, sessions } = margin(options);
    const asked = await ask('Which period?');
    expect(asked.type === 'unsent' && asked.why).toMatch(why);
    expect([sent, sessions.open]).toEqual([[], []]);
  });

  it('gives the question back when the conversation could not be begun, and leaves none open', async () => {
    const { ask, sessions } = margin({
      createThread: async () => {
        throw new ChatError('key-rejected', { processed: 'no', host: 'api.haufe.ai' });
      },
    });
    const asked = await ask('Which period?');
    expect(asked.type === 'unsent' && asked.why).toBe('api.haufe.ai rejected the API key.');
    expect(sessions.open).toEqual([]);
  });

  it('keeps what has come when it is stopped', async () => {
    const { ask, stop, session } = margin({
      async *ask(_thread, _question, signal) {
        yield { type: 'question-stored', messageId: 'q' };
        yield { type: 'text-delta', delta: 'Two' };
        stop.abort();
        signal.throwIfAborted();
      },
    });
    expect(await ask('Which period?')).toEqual({ type: 'ended' });
    expect(session()?.transcript.messages.at(-1)).toMatchObject({ text: 'Two', state: 'stopped' });
  });

  it('asks the last question again on retry, and asks nothing where it was answered meanwhile', async () => {
    let fails = true;
    const failing = margin({
      async *ask() {
        if (fails) throw new ChatError('host-not-found', { processed: 'no' });
        yield* answered();
      },
    });
    await failing.ask('Which period?', { ...link, thread });
    fails = false;
    expect(await failing.retry({ ...link, thread })).toEqual({ type: 'ended' });
    expect(failing.session()?.transcript.messages.at(-1)?.text).toBe('Two weeks.');
    const answeredMeanwhile = margin({ stored: [message('user', 'A'), message('assistant', 'B')] });
    expect(await answeredMeanwhile.retry({ ...link, thread })).toEqual({ type: 'ended' });
    expect(answeredMeanwhile.sent).toEqual([]);
  });

  it('shows exactly what goes out before each question and each retry where the person wants it', async () => {
    const failing = margin({
      agrees: true,
      // biome-ignore lint/correctness/useYield: nothing comes of it
      async *ask() {
        throw new ChatError('host-not-found', { processed: 'no' });
      },
    });
    await failing.ask('Which period?', { ...link, thread, context: [] });
    await failing.retry({ ...link, thread });
    expect(failing.asked.filter((each) => each.startsWith('send'))).toEqual([
      'send Which period?',
      'send Which period?',
    ]);
  });

  it('sends nothing on retry where the conversation has gone on while the person was asked', async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const failing = margin({
      agrees: true,
      meanwhile: () => meanwhile?.(),
      // biome-ignore lint/correctness/useYield: nothing comes of it
      async *ask() {
        throw new ChatError('host-not-found', { processed: 'no' });
      },
    });
    await failing.ask('Which period?', { ...link, thread, context: [] });
    meanwhile = async () => failing.session()?.send('And then?', []);
    const asked = await failing.retry({ ...link, thread });
    expect(asked.type === 'unsent' && asked.why).toMatch(/continued in the meantime. Nothing was sent/);
    expect(failing.sent).toEqual(['Which period?', 'And then?']);
  });

  it('asks the person nothing more about a question that they have stopped', async () => {
    const { ask, stop, sent, asked } = margin({ agrees: true });
    stop.abort();
    const result = await ask('Which period?');
    expect(result.type === 'unsent' && result.why).toBe('You chose not to send it. Nothing was sent.');
    expect([sent, asked.filter((each) => each.startsWith('send'))]).toEqual([[], []]);
  });

  it('says that a connection is gone, and that a conversation could not be read', async () => {
    const { ask } = margin();
    const asked = await ask('Which period?', { ...link, connectionId: 'gone' });
    expect(asked.type === 'unsent' && asked.why).toMatch(/no longer exists/);
  });

  it('tells nobody else of an answer that is shown in the margin', async () => {
    let isShown = false;
    const { ask, unseen, sessions } = margin({
      async *ask() {
        isShown = sessions.open.some((session) => unseen.isShownElsewhere(session));
        yield* answered();
      },
    });
    await ask('Which period?');
    expect(isShown).toBe(true);
  });
});

describe('a margin conversation', () => {
  const shown = (given: Partial<MarginLink>, isAsking = false) =>
    marginComments({ ...link, ...given }, kanzlei, { isAsking });
  const markdown = (given: Partial<MarginLink>) =>
    shown(given)
      .map(({ body }) => (body.type === 'markdown' ? body.text : ''))
      .join('\n');

  it('shows exactly what will be sent, and to whom, before anything is', () => {
    const [context, ...others] = shown({});
    expect(others).toEqual([]);
    expect(context).toMatchObject({ author: 'a.md, lines 3 to 4', label: '11 characters' });
    expect(context?.body).toMatchObject({ type: 'exact', text: '§ 622 *BGB*' });
    expect(context?.body.type === 'exact' && context.body.before).toMatch(/HR \(Kanzlei A\).*Nothing has been sent/);
  });

  it('names one line as one', () => {
    const [context] = shown({ context: [{ ...passage, lastLine: passage.firstLine }] });
    expect(context?.author).toBe('a.md, line 3');
  });

  it('lets neither an answer nor names of sources load, run or open anything', () => {
    const source = { id: '1', title: '![y](https://evil.example) <img src=z>', passage: '', link: 'http://a.example' };
    const text = '![x](https://evil.example) <b>[a](command:x)</b>';
    const out = markdown({ messages: [message('user', 'Q'), message('assistant', text, { sources: [source] })] });
    expect(out).not.toMatch(/!\[|\]\(command|<img|<b>|\(<http:/);
    expect(out).toMatch(/\*\*Sources\*\*[\s\S]*Powered by Haufe · generated by AI/);
  });

  it('says that an answer is on its way, stopped or failed, in words', () => {
    const labels = (given: Partial<MarginLink>, isAsking = false) => shown(given, isAsking).map(({ label }) => label);
    const asked = message('user', 'Q');
    const answer = message('assistant', 'A', { state: 'answering' });
    expect(labels({ messages: [asked, answer] }, true).at(-1)).toBe('Answering…');
    // Its window was closed.
    expect(labels({ messages: [asked, answer] }).at(-1)).toBe('interrupted');
    expect(labels({ messages: [asked, { ...answer, state: 'stopped' }] }).at(-1)).toBe('stopped');
    expect(labels({ unsent: 'Q' })).toEqual(['11 characters', 'not sent']);
    expect(labels({ unsent: 'Q' }, true)).toEqual(['11 characters', 'sending', 'Asking…']);
    const failed = { ...answer, state: 'failed', error: { code: 'host-not-found', host: 'a.example' } } as const;
    expect(markdown({ messages: [asked, failed] })).toContain('a.example');
  });

  it('offers what can be done', () => {
    const asked = message('user', 'Q');
    const state = (given: Partial<MarginLink>, isAsking = false) => marginState({ ...link, ...given }, isAsking);
    const failed = message('assistant', '', { state: 'failed', error: { code: 'network' } });
    expect(state({})).toBe('draft');
    expect(state({ messages: [asked] }, true)).toBe('answering');
    expect(state({ unsent: 'Q' })).toBe('failed');
    expect(state({ messages: [asked, message('assistant', 'A')] })).toBe('done');
    expect(state({ messages: [asked, failed] })).toBe('failed');
    const doubtful = { ...failed, error: { code: 'network', doubt: 'cannot-look' } } as const;
    expect(state({ messages: [asked, doubtful] })).toBe('unsure');
  });

  it('says of a question whose window was closed that it may have been sent, and what Retry does', () => {
    const given = { unsent: 'Q', mayBeSent: true } as const;
    expect(shown(given).map(({ label }) => label)).toEqual(['11 characters', 'may not have been sent', undefined]);
    expect(markdown(given)).toContain('even if it has arrived');
    expect(shown(given, true).at(-1)?.label).toBe('Asking…');
  });

  it('says that its text was deleted', () => {
    expect(marginLabel(link, kanzlei, true)).toBe('HR (Kanzlei A) The text was deleted.');
    expect(marginLabel(link, undefined, false)).toBe('HR (c)');
  });
});

describe('what is stored of margin conversations', () => {
  const at = temporaryFolder();
  const window = (keeps = true) => openStores(at('storage'), 'w', { keeps: () => keeps });

  it('a margin conversation is there in the next window, and follows a conversation that begins', async () => {
    const { margins } = window();
    expect(await margins.isEmpty()).toBe(true);
    await margins.add({ ...link, unsent: 'Which period?', mayBeSent: true });
    expect((await window().margins.all())[0]).toEqual({ ...link, unsent: 'Which period?', mayBeSent: true });
    await margins.update({ ...link, thread, messages: [message('user', 'Q')] });
    expect(await window().margins.all()).toEqual([{ ...link, thread, messages: [message('user', 'Q')] }]);
  });

  it('a margin conversation is gone with its conversation, whatever another window writes of it later', async () => {
    const [here, there] = [window(), window()];
    const begun = { ...link, thread };
    await here.margins.add(begun);
    await there.margins.all();
    const forgotten: boolean[] = [];
    here.margins.onForgotten((is) => forgotten.push(is(begun), is({ ...begun, connectionId: 'd' })));
    await here.forgetThread(thread);
    await there.margins.update({ ...begun, unsent: 'later' });
    expect([await window().margins.all(), forgotten]).toEqual([[], [true, false]]);
  });

  it('a margin conversation is in memory alone while nothing may be saved', async () => {
    const { margins } = window(false);
    await margins.add(link);
    await margins.update({ ...link, unsent: 'Which period?' });
    expect(await margins.all()).toEqual([{ ...link, unsent: 'Which period?' }]);
    expect(await allText(at()).catch(() => '')).toBe('');
  });

  it('leaves out what cannot be read', async () => {
    const { margins } = window();
    await margins.add({ ...link, anchor: undefined as never });
    await margins.add({ ...link, id: 'm' });
    expect((await window().margins.all()).map(({ id }) => id)).toEqual(['m']);
  });
});
