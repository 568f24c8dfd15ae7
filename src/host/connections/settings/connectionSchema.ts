import * as v from 'valibot';
import type { Connection } from '../../../chat/model/connection.ts';
import { slug, vendorForms } from '../vendorForms.ts';

/** The reason why one entry of the `connections` setting is not used. */
export interface ConnectionProblem {
  /** Place in the array, 0-based; absent when the setting itself is no array. */
  readonly index?: number;
  readonly name: string;
  /** The id that the entry claims. */
  readonly id?: string;
  readonly reason: 'not-a-list' | 'provider' | 'id' | 'duplicate' | 'address' | 'shape';
  /** The field at fault, for `shape`. */
  readonly field?: string;
}

export interface ConnectionSettings {
  readonly connections: readonly Connection[];
  readonly problems: readonly ConnectionProblem[];
}

const connectionSchema = v.variant(
  'provider',
  Object.values(vendorForms).map(({ schema }) => schema),
);

/**
 * The usable connections, and what is wrong with the others. Takes the setting's raw value. Of two entries with one id the
 * one counts that is as in `last`, else the first: whoever copies an entry to change it has the copy above it, or below.
 */
export function parseConnections(value: unknown, last?: ReadonlyMap<string, Connection>): ConnectionSettings {
  if (value === undefined || value === null) return { connections: [], problems: [] };
  if (!Array.isArray(value)) {
    return { connections: [], problems: [{ name: 'expertAssistants.connections', reason: 'not-a-list' }] };
  }
  const read = value.map((entry) => v.safeParse(connectionSchema, entry));
  const usable: readonly (Connection | undefined)[] = read.map(({ success, output }) => (success ? output : undefined));
  const connections: Connection[] = [];
  const problems: ConnectionProblem[] = [];
  for (const [index, result] of read.entries()) {
    const connection = usable[index];
    const id = claimedId(value[index]);
    const named = { index, name: nameOf(value[index], index), ...(id !== undefined && { id }) };
    if (!connection) problems.push({ ...named, ...reasonOf(result.issues ?? []) });
    else if (chosen(usable, connection.id, last) === connection) connections.push(connection);
    else problems.push({ ...named, reason: 'duplicate' });
  }
  return { connections, problems };
}

/**
 * Returns the log's line for a problem. Labels, and other values that a person has written, are often a client's name.
 */
export function problemLine({ index, id, reason, field }: ConnectionProblem): string {
  if (index === undefined) return reason;
  const [first] = field?.split('.') ?? [];
  return `${id ?? `#${index + 1}`}: ${reason}${first ? ` (${first})` : ''}`;
}

function chosen(
  usable: readonly (Connection | undefined)[],
  id: string,
  last: ReadonlyMap<string, Connection> | undefined,
): Connection | undefined {
  const same = usable.filter((connection) => connection?.id === id);
  const before = JSON.stringify(last?.get(id));
  return same.find((connection) => JSON.stringify(connection) === before) ?? same[0];
}

/** The id that an entry claims, whether it can be used otherwise or not; undefined where it claims none. */
export function claimedId(entry: unknown): string | undefined {
  return isRecord(entry) && v.is(slug, entry['id']) ? entry['id'] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function reasonOf(issues: readonly v.BaseIssue<unknown>[]): Pick<ConnectionProblem, 'reason' | 'field'> {
  const field = issues[0]?.path?.map((item) => String(item.key)).join('.') ?? '';
  if (field === 'provider') return { reason: 'provider' };
  if (field === 'id') return { reason: 'id' };
  if (field === 'baseUrl') return { reason: 'address' };
  return { reason: 'shape', field };
}

function nameOf(entry: unknown, index: number): string {
  const named = entry as { name?: unknown; id?: unknown } | null;
  const name = [named?.name, named?.id].find((candidate) => typeof candidate === 'string' && candidate !== '');
  return typeof name === 'string' ? name.slice(0, 100) : `#${index + 1}`;
}
