import type { ContextItem, Message } from '../model/model.ts';
import { composeQuestion } from '../model/questionText.ts';

/** The questions among `messages`, by all the ids that they may be read with again. */
export function questionIds(messages: readonly Message[]): ReadonlySet<string> {
  return new Set(messages.filter(isQuestion).flatMap(({ id, storedId = id }) => [id, storedId]));
}

/**
 * Whether `messages` hold a question in these words that was not `known`. A vendor gives the passages back among the
 * words, and older questions that are only shown now were there before: their words may be the same.
 */
export function isAskedMeanwhile(
  known: ReadonlySet<string>,
  messages: readonly Message[],
  question: { readonly text: string; readonly context: readonly ContextItem[] },
): boolean {
  const wanted = wordsOf(question);
  return messages.some(
    (message) =>
      isQuestion(message) &&
      !known.has(message.id) &&
      !known.has(message.storedId ?? message.id) &&
      wordsOf(message) === wanted,
  );
}

function isQuestion({ role }: Message): boolean {
  return role === 'user';
}

function wordsOf({ text, context }: Pick<Message, 'text' | 'context'>): string {
  return composeQuestion(text, context).trim();
}
