import type { Message } from './model.ts';
import { codePoints, maximumQuestionLength } from './questionText.ts';

/** Shorter than any part but the last, which `splitQuestion` cuts in the later half of what one message takes. */
const shortestPart = maximumQuestionLength / 4;

/** Parts are sent one right after the other; whoever asks twice takes longer. In milliseconds. */
const longestGap = 20_000;

/**
 * The same messages, with those stored questions joined that follow each other directly and are together longer than
 * one message can be: they were sent as one long question (`Question.parts`), and are shown as one. `messages` are in
 * reading order; when nothing is joined, the array itself is given back.
 */
export function joinLongQuestions(messages: readonly Message[]): readonly Message[] {
  const joined: Message[] = [];
  let group: Message[] = [];
  const close = (): void => {
    const [first] = group;
    if (first && group.length > 1 && lengthOf(group) > maximumQuestionLength) joined.push(joinedOf(first, group));
    else for (const message of group) joined.push(message);
    group = [];
  };
  for (const message of messages) {
    const last = group.at(-1);
    if (!last || !follows(last, message)) close();
    group.push(message);
  }
  close();
  return joined.length === messages.length ? messages : joined;
}

function follows(last: Message, next: Message): boolean {
  if (last.role !== 'user' || next.role !== 'user' || !last.storedId || !next.storedId) return false;
  if (codePoints(last.text) < shortestPart) return false;
  const gap = Date.parse(next.createdAt ?? '') - Date.parse(last.createdAt ?? '');
  return Number.isNaN(gap) || Math.abs(gap) <= longestGap;
}

function lengthOf(group: readonly Message[]): number {
  return group.reduce((sum, { text }) => sum + codePoints(text), 0);
}

function joinedOf(first: Message, group: readonly Message[]): Message {
  const attachment = group.find((message) => message.attachment)?.attachment;
  return {
    ...first,
    text: group.map(({ text }) => text).reduce(joinedText),
    storedIds: group.flatMap(({ storedId, storedIds }) => storedIds ?? storedId ?? []),
    ...(attachment && { attachment }),
  };
}

/** Parts give the text back as they are, unless the vendor has trimmed them: then a line ends where one was cut. */
function joinedText(left: string, right: string): string {
  const whole = /\s$/.test(left) || /^\s/.test(right) || codePoints(left) % maximumQuestionLength === 0;
  return whole ? left + right : `${left}\n${right}`;
}

/** The ends at which a text is cut, best first: after a paragraph, a line, a sentence, a word. */
const ends = [/\n[^\S\n]*\n\s*/g, /\n\s*/g, /[.!?…][)\]“”"'’]*\s+/g, /\s+/g] as const;

/**
 * `text` in parts of at most `maximum` code points each, cut at the end of a paragraph, a line, a sentence or a word,
 * whichever comes first; only a word that is longer itself is cut. Joined, the parts give the text back, and none is
 * blank. (Where white space alone is as long as half of a part, some of it may be left out.) `maximum`: at least 4.
 */
export function splitQuestion(text: string, maximum: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.trim() !== '') {
    const limit = unitsOf(rest, maximum);
    if (limit >= rest.length) return [...parts, rest].filter((part) => part.trim() !== '');
    const length = cutWithin(rest, limit);
    parts.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return parts.filter((part) => part.trim() !== '');
}

/** Returns the number of UTF-16 units that the first `points` code points take. */
function unitsOf(text: string, points: number): number {
  let units = 0;
  for (let count = 0; count < points && units < text.length; count++) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  }
  return units;
}

/** Length of the first part: up to the last of the best ends in the later half of `limit` units, else all of them. */
function cutWithin(text: string, limit: number): number {
  const window = text.slice(0, limit);
  // Nothing but white space would be left for the next part: it gets the last character too, if there is another one.
  if (text.slice(limit).trim() === '') return text.trimEnd().search(/.$/su) || limit;
  for (const end of ends) {
    const found = [...window.matchAll(end)].map((match) => match.index + match[0].length);
    const last = found.findLast((length) => length > limit / 2 && window.slice(0, length).trim() !== '');
    if (last !== undefined) return last;
  }
  return limit;
}
