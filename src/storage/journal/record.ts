import { randomUUID } from 'node:crypto';

/** One fact on disk. `op` names its kind; operations that this version does not know are kept and ignored. */
export interface JournalRecord {
  readonly v: 1;
  /** Distinct for every record; the first version of the format wrote none. */
  readonly id?: string;
  /** Milliseconds since the epoch. */
  readonly t: number;
  readonly op: string;
  readonly data: unknown;
}

const origin = randomUUID().slice(0, 13);
let written = 0;

/** Names a record, in the order in which this process makes them. */
export function nextId(): string {
  return `${origin}-${(written++).toString(36)}`;
}

/** Returns whether this process made `record` after `earlier`; what another process made is not known to be later. */
export function isLater(record: JournalRecord, earlier: JournalRecord): boolean {
  return ordinal(record) > ordinal(earlier);
}

function ordinal({ id = '' }: JournalRecord): number {
  return id.startsWith(`${origin}-`) ? Number.parseInt(id.slice(origin.length + 1), 36) : Number.NaN;
}
