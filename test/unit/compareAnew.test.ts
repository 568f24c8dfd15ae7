import { describe, expect, it } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Assistant, Message, RunEvent, Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { askDirectly } from '../../src/chat/session/askDirectly.ts';
import { SessionRegistry } from '../../src/chat/session/sessionRegistry.ts';
import { UnseenAnswers } from '../../src/chat/session/unseenAnswers.ts';
import { compareAnew } from '../../src/host/answers/compareAnew.ts';
import { message } from './conversation.ts';
import { type Answer, scriptedPrompts } from './scriptedPrompts.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const hr: Assistant = { id: 'hr', name: 'HR', poweredBy: 'Haufe' };
const file = { fileId: 'f1', name: 'Vertrag.pdf' };
const passage = { id: 'p', label: 'a.md', firstLine: 3, lastLine: 4, text: '§ 622' };
const stored: readonly Message[] = [
  { ...message('user', 'Which period?', 'q1'), context: [passage], attachment: file },
  { ...message('assistant', 'Four weeks.', 'a1'), createdAt: '2020-01-01T00:00:00Z' },
];

type Ask = Provider['ask'];
const saying = (text: string): Ask =>
  async function* (): AsyncGenerator<RunEvent> {
    yield { type: 'question-stored', messageId: 'q' };
    yield { type: 'text-delta', delta: text };
    yield { type: 'run-end', reason: 'complete' };
  };
const failing: Ask = () => {
  throw new ChatError('unavailable', { processed: 'no' });
};
/** Says a part of its answer, and no more. */
const hanging: Ask = async function* (_, _question, signal): AsyncGenerator<RunEvent> {
  yield { type: 'question-stored', messageId: 'q' };
  yield { type: 'text-delta', delta: 'Six' };
  await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
};

interface Options {
  readonly answer: Answer;
  readonly asks?: readonly Ask[];
  readonly createThread?: Provider['createThread'];
  readonly mayAsk?: boolean;
}

/** A window that shows a conversation with an old answer. */
async function shownConversation({ answer, asks = [saying('Six weeks.')], createThread, mayAsk = true }: Options) {
  const sent: (readonly [string, string, string | undefined])[] = [];
  let made = 0;
  const thread = (id: string): Thread => ({ connectionId: 'c', assistantId: 'hr', id, title: id });
  const left = [...asks];
  const provider: Provider = {
    listAssistants: async () => [hr],
    listThreads: async () => ({ items: [] }),
    createThread: createThread ?? (async () => thread(`new${++made}`)),
    deleteThread: async () => undefined,
    listMessages: async ({ id }) => ({ items: id === 'old' ? stored : [] }),
    ask: (given, question, signal) => {
      sent.push([given.id, question.text, question.attachment?.name]);
      return (left.shift() ?? failing)(given, question, signal);
    },
    test: async () => undefined,
  };
  const sessions = new SessionRegistry({ providerOf: () => provider, log, pollDelays: { question: [], answer: [] } });
  const session = sessions.unshown('c', hr, thread('old'));
  await session.load();
  const { prompts, shown } = scriptedPrompts(answer);
  const compared: (readonly string[])[] = [];
  const helped: string[] = [];
  const opened: string[] = [];
  const parts = {
    sessions,
    prompts,
    unseen: new UnseenAnswers(log),
    pages: { showAgain: ({ thread: of }: typeof session) => void opened.push(of?.id ?? '') },
    views: { focus: async () => undefined },
    directory: { current: (_: string, assistant: Assistant) => assistant },
    loadAskPort: async () => ({
      mayAsk: async () => mayAsk,
      ask: (of: typeof session, question: Parameters<typeof askDirectly>[1], signal: AbortSignal) =>
        askDirectly(
          of,
          question,
          { state: () => ({ open: sessions.open.includes(of), editing: false }), sendConsent: 'given' },
          signal,
        ),
    }),
    window: {
      show: async (of: typeof session, { answers }: { answers: readonly Message[] }, after: readonly Message[]) =>
        void compared.push([of.thread?.id ?? '', ...[...answers, ...after].map(({ text }) => text)]),
      help: async (action: string) => void helped.push(action),
    },
  };
  const last = session.transcript.messages.at(-1) ?? expect.fail('no answer');
  return {
    ...{ session, sessions, sent, shown, compared, helped, opened, last },
    compare: (of = last) => compareAnew(parts, session, of),
  };
}

const choosing =
  (where: string, button?: string): Answer =>
  ({ as }) =>
    as === 'pick' ? where : button;

describe('regenerating an answer and comparing both', () => {
  it('asks the same question alone in a new conversation, with its passages and its file', async () => {
    const window = await shownConversation({ answer: choosing('In New Conversation') });
    await window.compare();
    expect(window.sent).toEqual([['new1', 'Which period?\n\n§ 622', 'Vertrag.pdf']]);
    expect(window.compared).toEqual([['new1', 'Four weeks.', 'Six weeks.']]);
    // The new answer is in its conversation, the old one where it was.
    const texts = window.sessions.open.map(({ transcript }) => transcript.messages.map(({ text }) => text));
    expect(texts).toEqual([
      ['Which period?', 'Four weeks.'],
      ['Which period?', 'Six weeks.'],
    ]);
  });

  it('asks it below the others in the same conversation, and deletes nothing', async () => {
    const window = await shownConversation({ answer: choosing('In This Conversation') });
    await window.compare();
    // The vendor has the file in this conversation, and refuses a second one.
    expect(window.sent).toEqual([['old', 'Which period?\n\n§ 622', undefined]]);
    expect(window.compared).toEqual([['old', 'Four weeks.', 'Six weeks.']]);
    const texts = window.session.transcript.messages.map(({ text }) => text);
    expect(texts).toEqual(['Which period?', 'Four weeks.', 'Which period?', 'Six weeks.']);
  });

  it('says before anything goes out how old the answer is, and what goes out with its question', async () => {
    const window = await shownConversation({ answer: () => undefined });
    await window.compare();
    expect(window.sent).toEqual([]);
    expect(window.shown).toHaveLength(1);
    expect(window.shown[0]?.text).toMatch(/^Regenerate the answer to “Which period\?” \([\d,]+ days old\)$/);
  });

  it('sends nothing that the person does not agree to, and leaves no empty conversation', async () => {
    const window = await shownConversation({ answer: choosing('In New Conversation'), mayAsk: false });
    await window.compare();
    expect([window.sent, window.compared, window.sessions.open.length]).toEqual([[], [], 1]);
  });

  it('says why nothing was sent, and sends it when the person retries', async () => {
    let tries = 0;
    const createThread: Provider['createThread'] = async () => {
      tries++;
      if (tries === 1) throw new ChatError('unavailable', { processed: 'no' });
      return { connectionId: 'c', assistantId: 'hr', id: 'new', title: 'T' };
    };
    const window = await shownConversation({ answer: choosing('In New Conversation', 'Retry'), createThread });
    await window.compare();
    expect(window.shown.map(({ text }) => text)).toContainEqual(expect.stringContaining('Nothing was sent.'));
    expect(window.compared).toEqual([['new', 'Four weeks.', 'Six weeks.']]);
    expect(window.sessions.open).toHaveLength(2);
  });

  it('offers what helps where trying once more does not', async () => {
    const createThread: Provider['createThread'] = async () => {
      throw new ChatError('key-rejected', { processed: 'no' });
    };
    const window = await shownConversation({ answer: choosing('In New Conversation', 'Set API Key…'), createThread });
    await window.compare();
    expect([window.helped, window.sent, window.sessions.open.length]).toEqual([['set-api-key'], [], 1]);
  });

  it('shows no comparison with a part of an answer, which stays in its conversation and can be opened there', async () => {
    const answer: Answer = ({ as }) => (as === 'pick' ? 'In New Conversation' : 'Open Conversation');
    const window = await shownConversation({ answer, asks: [hanging] });
    const comparing = window.compare();
    await expect.poll(() => window.sessions.open[1]?.transcript.messages.at(-1)?.text).toBe('Six');
    window.sessions.open[1]?.stop();
    await comparing;
    await expect.poll(() => window.opened).toEqual(['new1']);
    expect(window.compared).toEqual([]);
    expect(window.sessions.open[1]?.transcript.messages.at(-1)).toMatchObject({ text: 'Six', state: 'stopped' });
  });

  it('asks nothing where the question of an answer was not read', async () => {
    const window = await shownConversation({ answer: choosing('In This Conversation') });
    await window.compare(message('assistant', 'Older.', 'older'));
    expect(window.sent).toEqual([]);
    expect(window.shown.map(({ text }) => text)).toEqual([
      'The question of this answer isn’t loaded. Show the older messages first.',
    ]);
  });
});
