import type { Message } from './model.ts';

/** The newest messages of a conversation, up to its end. */
export interface ThreadSuffix {
  readonly messages: readonly Message[];
  /** The vendor has more before them. */
  readonly hasOlder: boolean;
}

/**
 * Merges a freshly read suffix into the one that is known; returns `read` alone if there is a gap. Messages that `read`
 * lacks between its own were deleted at the vendor.
 */
export function mergeSuffix(kept: ThreadSuffix, read: ThreadSuffix): ThreadSuffix {
  const [first] = read.messages;
  const at = first && read.hasOlder ? kept.messages.findIndex((message) => isOneOf(first, message)) : -1;
  const met = kept.messages[at];
  if (!first || !met || (at === 0 && idsOf(met)[0] === idsOf(first)[0])) return read;
  // A long question of several messages begins on an older page.
  const end = idsOf(met)[0] === idsOf(first)[0] ? read.messages : [met, ...read.messages.slice(1)];
  return { messages: [...kept.messages.slice(0, at), ...end], hasOlder: kept.hasOlder };
}

function isOneOf(first: Message, message: Message): boolean {
  return idsOf(message).includes(idsOf(first)[0] ?? '');
}

function idsOf({ id, storedId, storedIds }: Message): readonly string[] {
  return storedIds ?? [storedId ?? id];
}
