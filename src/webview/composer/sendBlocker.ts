import { own } from '../../base/ownProperty.ts';
import { codePoints, composeQuestion, maximumLengthOf } from '../../chat/model/questionText.ts';
import type { Labels } from '../../pageWords.ts';
import type { ChatState } from '../../protocol.ts';
import { secondsUntil, timeLeft } from '../dom/errorNote.ts';
import { fill } from '../dom/labels.ts';

/** Returns why nothing can be sent now, or undefined. Blank text is no reason worth a word. */
export function sendBlock(state: ChatState, text: string, labels: Labels): string | undefined {
  const { file } = state.head;
  if (file && file.state !== 'ready') return labels.sendWaitsForFile;
  return blockBesideFile(state, text, labels);
}

/** Returns why nothing could be sent even if the file were ready, or undefined. */
export function blockBesideFile(state: ChatState, text: string, labels: Labels): string | undefined {
  const seconds = secondsToWait(state);
  if (seconds > 0) return fill(labels.sendWaitsUntil, timeLeft(seconds));
  if (state.transcript.running && state.head.queued && text.trim() !== '') return labels.queueFull;
  return isTooLong(state, text) && !takesParts(state) ? labels.tooLong : undefined;
}

/** Seconds for which the vendor takes no request. */
export function secondsToWait({ head, transcript }: ChatState): number {
  const notes = [head.obstacle, own(head.notes, transcript.messages.at(-1)?.id ?? '')];
  return Math.max(...notes.map((note) => secondsUntil(note?.until)));
}

/** Share of the longest message from which on the count is worth showing. */
const near = 0.9;

/** Code points that would be sent, once they come near the limit. */
export function lengthNearLimit(state: ChatState, text: string): number | undefined {
  const { head } = state;
  const limit = maximumOf(state);
  const units = text.length + head.context.reduce((sum, item) => sum + item.text.length + 2, 0);
  // There are at most as many code points as units: most texts need no counting.
  if (units < limit * near) return undefined;
  const length = codePoints(composeQuestion(text, head.context));
  return length < limit * near ? undefined : length;
}

/** Returns the longest message that the shown assistant takes, in code points. */
export function maximumOf({ head }: ChatState): number {
  return maximumLengthOf(head.session?.assistant ?? {});
}

function isTooLong(state: ChatState, text: string): boolean {
  return (lengthNearLimit(state, text) ?? 0) > maximumOf(state);
}

function takesParts({ head }: ChatState): boolean {
  return head.session?.assistant.features?.includes('long-questions') === true;
}

/** The count and what it means, for the line below the composer; undefined far from the limit. */
export function lengthWords(state: ChatState, text: string, labels: Labels): string | undefined {
  const length = lengthNearLimit(state, text);
  if (length === undefined) return tokenWords(state, text, labels);
  const number = (value: number) => value.toLocaleString(labels.language);
  const count = fill(labels.characterCount, number(length), number(maximumOf(state)));
  return length > maximumOf(state) && takesParts(state) ? `${count}. ${labels.tooLongInParts}` : count;
}

/** Characters of one token, roughly. */
const tokenLength = 4;

/** Returns what the vendor's limit on tokens may mean for a long question: a word, and no more. */
function tokenWords({ head }: ChatState, text: string, labels: Labels): string | undefined {
  const { maximumTokens } = head.session?.assistant ?? {};
  if (maximumTokens === undefined) return undefined;
  const units = text.length + head.context.reduce((sum, item) => sum + item.text.length + 2, 0);
  if (units <= maximumTokens * tokenLength) return undefined;
  return fill(labels.moreThanTokens, maximumTokens.toLocaleString(labels.language));
}
