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
