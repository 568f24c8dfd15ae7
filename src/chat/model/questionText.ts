import type { ErrorCode } from './errorData.ts';
import type { Assistant, ContextItem } from './model.ts';

/**
 * Haufe's limit on one message, in code points (docs.haufe.ai, Message Validation); whoever is not known to take more is
 * held to it.
 */
export const maximumQuestionLength = 30_000;

/** Longest text that goes out at all, in code points: what a page can send, where a vendor documents no limit. */
export const longestQuestion = 1_000_000;

/** Returns the longest message that `assistant` takes, in code points. */
export function maximumLengthOf({ maximumLength = maximumQuestionLength }: Pick<Assistant, 'maximumLength'>): number {
  return maximumLength;
}

/** Longest thread title in code points. */
export const maximumTitleLength = 200;

/**
 * The message as it goes out: what was typed, then each attached passage exactly as its chip shows it, set apart by an
 * empty line. Nothing is added: no file name, no fence, no instruction.
 */
export function composeQuestion(text: string, context: readonly ContextItem[]): string {
  return [text.trim(), ...context.map((item) => item.text)].filter((part) => part.trim() !== '').join('\n\n');
}

/** Returns why `text` cannot be sent as one message of at most `maximum` code points, or undefined when it can. */
export function questionProblem(text: string, maximum = maximumQuestionLength): ErrorCode | undefined {
  if (text.trim() === '') return 'message-empty';
  if (!text.isWellFormed()) return 'invalid-request';
  return codePoints(text) > maximum ? 'message-too-long' : undefined;
}

/** Number of Unicode code points, as the vendors count. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** A thread title made of the question's first line with text: 1 to 200 code points, shortened at a word with `…`. */
export function titleOf(question: string): string {
  const line = question.split(/\r?\n/).find((candidate) => candidate.trim() !== '') ?? '?';
  const points = [...line.trim().replace(/\s+/g, ' ')];
  if (points.length <= maximumTitleLength) return points.join('');
  const cut = points.slice(0, maximumTitleLength - 1).join('');
  const lastSpace = cut.lastIndexOf(' ');
  return `${lastSpace > maximumTitleLength / 2 ? cut.slice(0, lastSpace) : cut}…`;
}

/** `title` as vendors take it: 1 to 200 code points, well-formed, never cut inside a surrogate pair. */
export function threadTitle(title: string): string {
  const points = [...title.toWellFormed().trim()];
  return points.length === 0 ? '?' : points.slice(0, maximumTitleLength).join('');
}
