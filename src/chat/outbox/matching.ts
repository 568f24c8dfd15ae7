import type { Doubt } from '../model/errorData.ts';
import type { ContextItem, Message } from '../model/model.ts';
import { composeQuestion } from '../model/questionText.ts';
import type { OutboxEntry } from '../ports/outbox.ts';
import { isAtVendor } from './openQuestions.ts';
import { indexOfPosition, positionOf } from './threadPosition.ts';

/**
 * Returns the message that each of `entries` is, where `doubt` says how `messages` were read; two questions in the same
 * words are two messages. Entries that the vendor surely has choose first; then the one that was asked after more
 * messages, since an earlier one would stand further up; then one that was not missed before.
 */
export function matchOutboxEntries(
  messages: readonly Message[],
  entries: readonly OutboxEntry[],
  doubt: Doubt,
): ReadonlyMap<OutboxEntry, Message> {
  const found = new Map<OutboxEntry, Message>();
  const claimed = new Set<Message>();
  const after = new Map(entries.map((entry) => [entry, indexAfter(messages, entry, doubt)]));
  const indexOf = (entry: OutboxEntry) => after.get(entry) ?? unknownPlace;
  const wasMissed = ({ absentBelow }: OutboxEntry) => Number(absentBelow !== undefined);
  const sorted = entries.toSorted(
    (a, b) => Number(isAtVendor(b)) - Number(isAtVendor(a)) || indexOf(b) - indexOf(a) || wasMissed(a) - wasMissed(b),
  );
  for (const entry of sorted) {
    const message = messages.find(
      (candidate, index) => !claimed.has(candidate) && matches(candidate, index, entry, indexOf(entry), doubt),
    );
    if (!message) continue;
    claimed.add(message);
    found.set(entry, message);
  }
  return found;
}

/**
 * The index for a question whose position is not known: before the end of the conversation was read, and in a copy that
 * was made before.
 */
const unknownPlace = Number.POSITIVE_INFINITY;

/** The index of the last message that a question surely stands below; -1: it may be any. */
function indexAfter(messages: readonly Message[], entry: OutboxEntry, doubt: Doubt): number {
  const anchor = positionOf(entry);
  if (!anchor) return unknownPlace;
  const index = indexOfPosition(messages, anchor);
  return index < 0 && anchor.after !== '' && doubt === 'not-looked' ? unknownPlace : index;
}

function matches(message: Message, index: number, entry: OutboxEntry, after: number, doubt: Doubt): boolean {
  if (message.role !== 'user') return false;
  if (message.id === entry.id) return true;
  // Our own record has its questions under the ids that they were asked by.
  if (doubt === 'cannot-look') return false;
  // Without a vendor's id it was written on this computer, by the same clock.
  const isOlder = message.storedId === undefined && (message.createdAt ?? '') < entry.createdAt;
  // What surely did not go out is not among what did, even where the same words are.
  if (index <= after || isOlder || entry.state === 'failed') return false;
  return composeQuestion(message.text, message.context).trim() === composeQuestion(entry.text, entry.context).trim();
}

/** The questions among `messages`, by all the ids that they may be read with again. */
export function questionIds(messages: readonly Message[]): ReadonlySet<string> {
  return new Set(messages.filter(isQuestion).flatMap(({ id, storedId = id }) => [id, storedId]));
}

/**
 * Returns whether `messages` hold a question in these words that was not `known`. A vendor gives the passages back among the
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
