import type { Message } from './model.ts';

/**
 * What a question stands below: the vendor's messages that stood there when it was asked. One of them may be deleted
 * later, so the newest few are kept.
 */
export interface Anchor {
  /** The newest of them; empty: there was none. */
  readonly after: string;
  /** Those before it, newest last. */
  readonly earlier?: readonly string[];
}

const most = 8;

/** What stands below `messages`. */
export function anchorBelow(messages: readonly Message[]): Anchor {
  const ids = messages.filter(isHeld).flatMap(({ storedId }) => storedId ?? []);
  return { after: ids.at(-1) ?? '', earlier: ids.slice(-most, -1) };
}

/** The same, once it is known that it stands below `storedId` as well. */
export function movedBelow({ after, earlier = [] }: Anchor, storedId: string): Anchor {
  return { after: storedId, earlier: [...earlier, ...(after === '' ? [] : [after])].slice(-most) };
}

interface Written {
  readonly after?: string;
  readonly earlier?: readonly string[];
  readonly absentUpTo?: string;
}

/** Of a question on the disk; undefined when the end of its conversation was not read yet. */
export function anchorOf({ after, earlier = [], absentUpTo }: Written): Anchor | undefined {
  if (after === undefined) return undefined;
  return absentUpTo === undefined ? { after, earlier } : movedBelow({ after, earlier }, absentUpTo);
}

/** The index in `messages` of the last one that is surely above; -1: none of them is there. */
export function indexOfAnchor(messages: readonly Message[], { after, earlier = [] }: Anchor): number {
  const known = new Set([...earlier, after]);
  return messages.findLastIndex(({ id, storedId }) => known.has(storedId ?? id));
}

/**
 * The vendor's id of the newest of `messages` that it surely holds: an answer that broke off has been given an id, and
 * may never be stored.
 */
export function newestStored(messages: readonly Message[]): string | undefined {
  return messages.findLast(isHeld)?.storedId;
}

function isHeld({ storedId, state }: Message): boolean {
  return storedId !== undefined && (state === 'sent' || state === 'complete' || state === 'empty');
}
