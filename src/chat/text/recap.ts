import type { Message } from '../model/model.ts';

export interface RecapWords {
  /** The heading of the recap, so that the assistant knows what it reads. */
  readonly heading: string;
  readonly you: string;
  readonly assistant: string;
}

/** Longest text that is taken from one question or answer, in code points; what is longer is cut with `…`. */
const longestTurn = 400;
/** Turns that are told again, newest first; older ones are left out. */
const mostTurns = 6;

/**
 * Returns the conversation before the message `beforeId`, shortened, for an assistant that has forgotten it. Empty when
 * nothing was said.
 */
export function recap(messages: readonly Message[], beforeId: string, words: RecapWords): string {
  const end = messages.findIndex(({ id }) => id === beforeId);
  const turns = messages
    .slice(0, Math.max(end, 0))
    .filter(({ text }) => text.trim() !== '')
    .slice(-mostTurns)
    .map(({ role, text }) => `${role === 'user' ? words.you : words.assistant}: ${shortened(text)}`);
  return turns.length === 0 ? '' : [words.heading, ...turns].join('\n\n');
}

function shortened(text: string): string {
  const points = [...text.trim()];
  return points.length <= longestTurn ? points.join('') : `${points.slice(0, longestTurn - 1).join('')}…`;
}
