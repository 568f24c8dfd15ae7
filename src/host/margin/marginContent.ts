import type { Connection } from '../../chat/model/connection.ts';
import type { ContextItem, Message, MessageState } from '../../chat/model/model.ts';
import type { MarginLink } from '../../chat/ports/documentLinks.ts';
import { asNativeMarkdown } from '../../chat/text/nativeMarkdown.ts';
import { errorNote } from '../platform/errorText.ts';
import { answerFooter } from '../platform/services/answerFooter.ts';
import { linesOf } from '../platform/services/counts.ts';
import { language, lines, listed, plain, type Sentence, sentences, t, whole } from '../platform/words.ts';

/** The state of a margin conversation, by which menus of the manifest offer their commands. */
export type MarginState = 'draft' | 'answering' | 'failed' | 'unsure' | 'done';

/** One comment of a margin conversation. */
export interface MarginComment {
  readonly id: string;
  readonly author: Sentence;
  readonly body:
    | { readonly type: 'exact'; readonly before: Sentence; readonly text: string }
    | { readonly type: 'typed'; readonly text: string }
    /** Markdown that has passed `asNativeMarkdown`, or is our own. */
    | { readonly type: 'markdown'; readonly text: string };
  /** The words beside its author. */
  readonly label?: Sentence;
  /** ISO 8601. */
  readonly at?: string;
}

/** Messages that are shown in the margin; the chat has them all. */
export const mostMessages = 40;

const ongoing: ReadonlySet<MessageState> = new Set(['sending', 'waiting', 'asking', 'answering']);

export function marginState({ messages, unsent }: MarginLink, isAsking: boolean): MarginState {
  if (isAsking) return 'answering';
  if (unsent !== undefined) return 'failed';
  const last = messages.at(-1);
  if (!last) return 'draft';
  if (last.error?.doubt || messages.findLast(({ role }) => role === 'user')?.state === 'unknown') return 'unsure';
  // The window was closed while it went on.
  const isOver = last.role === 'assistant' && last.state === 'complete';
  return isOver ? 'done' : 'failed';
}

/** The comments of a margin conversation, in their order. */
export function marginComments(
  link: MarginLink,
  connection: Connection | undefined,
  { isAsking, note }: { readonly isAsking: boolean; readonly note?: Sentence | undefined },
): readonly MarginComment[] {
  const { messages, unsent, mayBeSent } = link;
  const isDoubtful = mayBeSent === true && !isAsking;
  const shown = messages.slice(-mostMessages);
  const question: MarginComment[] =
    unsent === undefined
      ? []
      : [
          {
            id: 'unsent',
            author: t('You'),
            body: { type: 'typed', text: unsent },
            label: isAsking ? t('sending') : isDoubtful ? t('may not have been sent') : t('not sent'),
          },
        ];
  const asking: MarginComment[] =
    unsent === undefined || !isAsking
      ? []
      : [
          {
            id: 'asking',
            author: plain(link.assistant.name),
            body: { type: 'markdown', text: '' },
            label: t('Asking…'),
          },
        ];
  const reason =
    note ??
    (isDoubtful ? t('The window was closed while this was sent. Retry sends it, even if it has arrived.') : undefined);
  const why: MarginComment[] =
    reason === undefined || isAsking
      ? []
      : [{ id: 'note', author: t('Expert Assistants'), body: { type: 'markdown', text: asNativeMarkdown(reason) } }];
  return [
    ...link.context.map((item) => contextComment(link, item, connection)),
    ...shown.flatMap((message) => messageComment(link, message, connection, isAsking)),
    ...question,
    ...asking,
    ...why,
  ];
}

/** Exactly what is sent with the first question, before and after it was. */
function contextComment(
  { assistant, connectionId, messages }: MarginLink,
  { id, label, firstLine, lastLine, text }: ContextItem,
  connection: Connection | undefined,
): MarginComment {
  const count = text.length.toLocaleString(language());
  const name = connection?.name ?? connectionId;
  const before =
    messages.length === 0
      ? t('With your question, this text is sent to {0} ({1}). Nothing has been sent yet.', assistant.name, name)
      : t('This text was sent with the first question.');
  return {
    id: `context ${id}`,
    author: linesOf(label, firstLine, lastLine),
    label: t('{0} characters', count),
    body: { type: 'exact', before, text },
  };
}

function messageComment(
  link: MarginLink,
  message: Message,
  connection: Connection | undefined,
  isAsking: boolean,
): readonly MarginComment[] {
  const { id, role, text, createdAt } = message;
  const at = createdAt === undefined ? {} : { at: createdAt };
  if (role === 'user') {
    const label = questionLabel(message.state, isAsking);
    return [{ id, author: t('You'), body: { type: 'typed', text }, ...(label && { label }), ...at }];
  }
  // An answer that nobody waits for any more has no state of its own.
  const state = ongoing.has(message.state) && !isAsking ? 'interrupted' : message.state;
  const label = answerLabel(state);
  const { assistant } = link;
  const isOver = !ongoing.has(state);
  const footer = isOver && text.trim() !== '' ? answerFooter(connection, credited(assistant), [message]) : '';
  const error = message.error && errorNote(message.error, 'answer').text;
  const why = error === undefined ? '' : `\n\n*${asNativeMarkdown(error)}*`;
  return [
    {
      id,
      author: plain(message.author ?? assistant.name),
      body: { type: 'markdown', text: `${asNativeMarkdown(text)}${footer === '' ? '' : `\n\n${footer}`}${why}` },
      ...(label && { label }),
      ...at,
    },
  ];
}

function credited({ id, name, poweredBy }: MarginLink['assistant']) {
  return { id, name, ...(poweredBy !== undefined && { poweredBy }) };
}

function questionLabel(state: MessageState, isAsking: boolean): Sentence | undefined {
  if (state === 'sending') return isAsking ? t('sending') : t('may not have been sent');
  if (state === 'unknown') return isAsking ? undefined : t('may not have been sent');
  return state === 'failed' ? t('not sent') : undefined;
}

function answerLabel(state: MessageState): Sentence | undefined {
  switch (state) {
    case 'waiting':
      return t('Waiting for another answer to finish…');
    case 'asking':
      return t('Asking…');
    case 'answering':
      return t('Answering…');
    case 'stopped':
      return t('stopped');
    case 'interrupted':
      return t('interrupted');
    case 'failed':
      return t('failed');
    case 'empty':
      return t('not answered');
    default:
      return undefined;
  }
}

/** Returns the heading of the conversation. */
export function marginLabel(link: MarginLink, connection: Connection | undefined, isLost: boolean): Sentence {
  const name = t('{0} ({1})', link.assistant.name, connection?.name ?? link.connectionId);
  return isLost ? sentences(name, t('The text was deleted.')) : name;
}

/** Returns what a check has found, in short: for the problems of the document, as long as it is not resolved. */
export function findingOf({ finding, isResolved, messages }: MarginLink): Sentence | undefined {
  const answer = messages.findLast(({ role, text }) => role === 'assistant' && text.trim() !== '');
  if (finding === undefined || isResolved || !answer || ongoing.has(answer.state)) return undefined;
  const sources = answer.sources.map(({ id, title, section }) =>
    plain(`[${id}] ${[title, section].filter(Boolean).join(', ')}`),
  );
  return lines(
    t('{0}: {1}', finding.replace(/[\s?!.:…]+$/, ''), whole(plain(answer.text, 600))),
    sources.length > 0 && t('Sources: {0}', whole(listed(sources, '; '))),
  );
}
