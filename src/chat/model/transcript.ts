import type { ErrorData } from './errorData.ts';
import { withSources } from './gatheredSources.ts';
import { joinLongQuestions } from './longQuestions.ts';
import type { AttachedFile, ContextItem, Message, RunEvent, Source } from './model.ts';

/** The outcome of a run. Exactly one is reported for each run, whatever breaks. */
export type Outcome =
  /** `error`: why it could not be kept on this computer. `isOnlyAdded`: the message is there, and no answer was asked for. */
  | { readonly type: 'complete'; readonly error?: ErrorData; readonly isOnlyAdded?: true }
  /** `stored: 'no'`: before the question went out. */
  | { readonly type: 'stopped'; readonly stored?: 'no' }
  /** The answer broke off; what came of it stays. */
  | { readonly type: 'interrupted'; readonly error: ErrorData }
  /** No answer. `stored`: whether the question is at the vendor. */
  | { readonly type: 'failed'; readonly error: ErrorData; readonly stored: 'no' | 'maybe' | 'yes' };

/** Everything that can happen to a thread. Folded by `reduce`, in the host and in the webview alike. */
export type ThreadEvent =
  | { readonly type: 'messages-loaded'; readonly messages: readonly Message[]; readonly hasOlder: boolean }
  /** The page before the oldest message that was shown. */
  | { readonly type: 'older-loaded'; readonly messages: readonly Message[]; readonly hasOlder: boolean }
  | {
      readonly type: 'question-added';
      readonly messageId: string;
      readonly text: string;
      readonly context: readonly ContextItem[];
      readonly attachment?: AttachedFile;
      readonly createdAt: string;
    }
  /** A run begins for the question `questionId`; its answer is shown as `answerId`. */
  | {
      readonly type: 'run-start';
      readonly questionId: string;
      readonly answerId: string;
      readonly author?: string;
      readonly createdAt: string;
    }
  /** The run stands in line for one of the few places, or has got one. */
  | { readonly type: 'run-waiting'; readonly waiting: boolean }
  | Exclude<RunEvent, { type: 'run-end' }>
  | { readonly type: 'run-end'; readonly outcome: Outcome; readonly at: string }
  /** The whole answer was found at the vendor after a run that broke off. */
  | {
      readonly type: 'answer-recovered';
      readonly text: string;
      readonly sources: readonly Source[];
      readonly moreSources?: number;
      readonly messageId?: string;
    }
  /** The person has taken a message back, with what answered it; the vendor never had it, or has deleted it. */
  | { readonly type: 'message-removed'; readonly messageId: string };

export interface Transcript {
  readonly messages: readonly Message[];
  /** Older messages exist at the vendor. */
  readonly hasOlder: boolean;
  readonly running: boolean;
  /** The vendor forgot the turns before this message. */
  readonly contextLostBefore?: string;
}

export const emptyTranscript: Transcript = { messages: [], hasOlder: false, running: false };

export function lastQuestion({ messages }: Transcript): Message | undefined {
  return messages.findLast(({ role }) => role === 'user');
}

/** The question that the message `messageId` is, or answers; without an id the last one. */
export function questionOf(transcript: Transcript, messageId: string | undefined): Message | undefined {
  if (messageId === undefined) return lastQuestion(transcript);
  const index = transcript.messages.findIndex(({ id }) => id === messageId);
  return transcript.messages.slice(0, index + 1).findLast(({ role }) => role === 'user');
}

/** The transcript after `event`. Pure: unchanged messages keep their identity, so `!==` finds what to paint. */
export function reduce(transcript: Transcript, event: ThreadEvent): Transcript {
  switch (event.type) {
    case 'messages-loaded':
      return { ...withLostContext(transcript, event.messages), messages: event.messages, hasOlder: event.hasOlder };
    case 'older-loaded':
      // A long question may begin on one page and end on the next.
      return {
        ...transcript,
        messages: joinLongQuestions([...event.messages, ...transcript.messages]),
        hasOlder: event.hasOlder,
      };
    case 'question-added': {
      const { messageId: id, text, context, createdAt, attachment } = event;
      const common = { id, role: 'user', text, context, createdAt, sources: [], state: 'sending' } as const;
      const question: Message = attachment ? { ...common, attachment } : common;
      return { ...transcript, messages: [...transcript.messages, question] };
    }
    case 'run-start':
      return startRun(transcript, event);
    case 'question-stored':
      return updateLast(transcript, 'user', (message) => ({
        ...message,
        state: 'sent',
        ...(event.messageId !== undefined && { storedId: event.messageId }),
      }));
    case 'answer-start':
      return startAnswer(transcript, event);
    case 'text-delta':
      return updateLast(transcript, 'assistant', (message) => ({
        ...message,
        text: message.text + event.delta,
        state: 'answering',
      }));
    case 'text-replaced':
      return updateLast(transcript, 'assistant', (message) => ({ ...message, text: event.text }));
    case 'sources-found':
      return updateLast(transcript, 'assistant', (message) => ({
        ...message,
        ...withSources(message, event.sources, event.moreSources),
      }));
    case 'answer-stored':
      return updateLast(transcript, 'assistant', (message) => ({ ...message, storedId: event.messageId }));
    case 'details-found':
      return updateLast(transcript, 'assistant', (message) => ({
        ...message,
        details: { ...message.details, ...event.details },
      }));
    case 'context-lost': {
      const question = transcript.messages.findLast((message) => message.role === 'user');
      return question ? { ...transcript, contextLostBefore: question.id } : transcript;
    }
    case 'run-waiting':
      return updateLast(transcript, 'assistant', (message) => ({
        ...message,
        state: event.waiting ? 'waiting' : 'asking',
      }));
    case 'run-end':
      return endRun(transcript, event.outcome);
    case 'answer-recovered':
      return recoverAnswer(transcript, event);
    case 'message-removed': {
      const index = transcript.messages.findIndex(({ id }) => id === event.messageId);
      if (index < 0) return transcript;
      const next = transcript.messages.findIndex(({ role }, at) => at > index && role === 'user');
      const count = (next < 0 ? transcript.messages.length : next) - index;
      return { ...transcript, messages: transcript.messages.toSpliced(index, count) };
    }
    default:
      return event satisfies never;
  }
}

/** The mark is kept with the question; one that only this window knows of stays as long as its question is there. */
function withLostContext(transcript: Transcript, messages: readonly Message[]): Transcript {
  const lost = messages.findLast(({ contextLost }) => contextLost)?.id;
  return lost === undefined ? transcript : { ...transcript, contextLostBefore: lost };
}

function startRun(transcript: Transcript, event: Extract<ThreadEvent, { type: 'run-start' }>): Transcript {
  const upTo = transcript.messages.findIndex((message) => message.id === event.questionId);
  // A repeated run answers the same question again: what an earlier attempt left behind it makes room.
  const kept = transcript.messages
    .slice(0, upTo + 1)
    .map((message) => (message.id === event.questionId ? asked(message) : message));
  const answer: Message = {
    id: event.answerId,
    role: 'assistant',
    text: '',
    createdAt: event.createdAt,
    sources: [],
    context: [],
    state: 'asking',
    ...(event.author !== undefined && { author: event.author }),
  };
  return { ...transcript, messages: [...kept, answer], running: true };
}

function asked({ error: _, ...question }: Message): Message {
  return question.state === 'sent' ? question : { ...question, state: 'sending' };
}

function startAnswer(transcript: Transcript, event: Extract<ThreadEvent, { type: 'answer-start' }>): Transcript {
  const last = transcript.messages.at(-1);
  if (last?.role !== 'assistant') return transcript;
  const named = event.author === undefined ? {} : { author: event.author };
  // The run's first answer exists already, still without text.
  if (last.text === '') return updateLast(transcript, 'assistant', (message) => ({ ...message, ...named }));
  const finished: Message = { ...last, state: 'complete' };
  const { error: _, storedId: __, details: ___, moreSources: ____, ...rest } = last;
  const next: Message = { ...rest, ...named, id: nextId(last.id), text: '', sources: [] };
  return {
    ...transcript,
    messages: [...transcript.messages.slice(0, -1), finished, { ...next, state: 'answering' }],
  };
}

/** `a` → `a.2` → `a.3`: derived, so that host and webview agree without talking. */
function nextId(id: string): string {
  const [, stem, count] = /^(.*?)(?:\.(\d+))?$/s.exec(id) ?? [];
  return `${stem ?? id}.${Number(count ?? 1) + 1}`;
}

function endRun(transcript: Transcript, outcome: Outcome): Transcript {
  const last = transcript.messages.at(-1);
  const isOnlyAdded = outcome.type === 'complete' && outcome.isOnlyAdded === true;
  const answered = isOnlyAdded
    ? { ...transcript, messages: transcript.messages.slice(0, last?.role === 'assistant' ? -1 : undefined) }
    : updateLast(transcript, 'assistant', (message) => endAnswer(message, outcome));
  const state = questionState(outcome);
  return updateLast({ ...answered, running: false }, 'user', (message) =>
    message.state === 'sending' ? { ...message, state } : message,
  );
}

function recoverAnswer(
  transcript: Transcript,
  { text, sources, moreSources, messageId }: Extract<ThreadEvent, { type: 'answer-recovered' }>,
): Transcript {
  const answered = updateLast(transcript, 'assistant', ({ error: _, moreSources: __, ...message }) => ({
    ...message,
    text,
    sources,
    ...(moreSources !== undefined && { moreSources }),
    state: text.trim() === '' ? 'empty' : 'complete',
    ...(messageId !== undefined && { storedId: messageId }),
  }));
  return updateLast(answered, 'user', ({ error: _, ...message }) => ({ ...message, state: 'sent' }));
}

/** Returns the state of a question whose storing was not confirmed before its run ended. */
function questionState(outcome: Outcome): 'sent' | 'failed' | 'unknown' {
  if (outcome.type === 'complete') return 'sent';
  if (outcome.type === 'failed') return ({ yes: 'sent', no: 'failed', maybe: 'unknown' } as const)[outcome.stored];
  return outcome.type === 'stopped' && outcome.stored === 'no' ? 'failed' : 'unknown';
}

function endAnswer(message: Message, outcome: Outcome): Message {
  switch (outcome.type) {
    case 'complete': {
      const state = message.text.trim() === '' ? 'empty' : 'complete';
      return { ...message, state, ...(outcome.error && { error: outcome.error }) };
    }
    case 'stopped':
      return { ...message, state: 'stopped' };
    case 'interrupted':
    case 'failed':
      // It has its own word: nothing failed on the way.
      return {
        ...message,
        state: outcome.error.code === 'answer-empty' ? 'empty' : outcome.type,
        error: outcome.error,
      };
    default:
      return outcome satisfies never;
  }
}

function updateLast(transcript: Transcript, role: Message['role'], change: (message: Message) => Message): Transcript {
  const index = transcript.messages.findLastIndex((message) => message.role === role);
  const message = transcript.messages[index];
  return message ? { ...transcript, messages: transcript.messages.with(index, change(message)) } : transcript;
}

/** The same events with neighbouring text deltas joined; folding either gives the same transcript. */
export function coalesce(events: readonly ThreadEvent[]): ThreadEvent[] {
  const joined: ThreadEvent[] = [];
  for (const event of events) {
    const last = joined.at(-1);
    if (event.type === 'text-delta' && last?.type === 'text-delta') {
      joined[joined.length - 1] = { type: 'text-delta', delta: last.delta + event.delta };
    } else {
      joined.push(event);
    }
  }
  return joined;
}

/** The newest answer, finished or not. */
export function lastAnswer(transcript: Transcript | undefined): Message | undefined {
  return transcript?.messages.findLast((message) => message.role === 'assistant');
}
