import type { Message } from '../model/model.ts';

/**
 * The position of a question in its thread: the vendor's messages that stood above it when it was asked. One of them
 * may be deleted later, so the newest few are kept.
 */
export interface ThreadPosition {
  /** The newest of them; empty: there was none. */
  readonly after: string;
  /** The messages before it, newest last. */
  readonly earlier?: readonly string[];
}

const most = 8;

/** Returns the position directly below `messages`. */
export function positionBelow(messages: readonly Message[]): ThreadPosition {
  const ids = newestConfirmedIds(messages);
  return { after: ids.at(-1) ?? '', earlier: ids.slice(0, -1) };
}

/** The vendor's ids of the newest few of `messages` that it surely holds, newest last. */
export function newestConfirmedIds(messages: readonly Message[]): readonly string[] {
  return messages
    .filter(isConfirmed)
    .flatMap(({ storedId }) => storedId ?? [])
    .slice(-most);
}

/** The same, once it is known that it stands below `ids` as well. */
export function advance({ after, earlier = [] }: ThreadPosition, ids: readonly string[]): ThreadPosition {
  const known = [...earlier, ...(after === '' ? [] : [after]), ...ids].slice(-2 * most);
  return { after: known.at(-1) ?? '', earlier: known.slice(0, -1) };
}

interface Written {
  readonly after?: string;
  readonly earlier?: readonly string[];
  readonly absentBelow?: readonly string[];
}

/** The position of a question on the disk; undefined when the end of its conversation was not read yet. */
export function positionOf({ after, earlier = [], absentBelow }: Written): ThreadPosition | undefined {
  if (after === undefined) return undefined;
  return advance({ after, earlier }, absentBelow ?? []);
}

/** The index in `messages` of the last one that is surely above; -1: none of them is there. */
export function indexOfPosition(messages: readonly Message[], { after, earlier = [] }: ThreadPosition): number {
  const known = new Set([...earlier, after]);
  return messages.findLastIndex(({ id, storedId }) => known.has(storedId ?? id));
}

/** An answer that broke off has been given an id, and may never be stored. */
function isConfirmed({ storedId, state }: Message): boolean {
  return storedId !== undefined && (state === 'sent' || state === 'complete' || state === 'empty');
}
