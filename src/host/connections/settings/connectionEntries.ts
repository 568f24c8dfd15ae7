import { addressOf, type Connection, originOf } from '../../../chat/model/connection.ts';
import { fieldsOf } from '../vendorForms.ts';
import { claimedId, parseConnections } from './connectionSchema.ts';

/** The fields that Edit Connection shows; the others pass through it unseen. */
function shownFields({ provider }: Connection): readonly string[] {
  return ['provider', 'name', 'baseUrl', ...fieldsOf(provider).map(({ name }) => name)];
}

/** The connection `id` as the setting has it now. */
export function connectionIn(setting: unknown, id: string): Connection | undefined {
  return parseConnections(setting).connections.find((connection) => connection.id === id);
}

/**
 * Returns how a connection has changed since a person was shown `known` of it. The person confirmed that state:
 * whatever follows stops unless this is undefined.
 */
export function changeOf(known: Connection, now: Connection | undefined): 'removed' | 'address' | 'other' | undefined {
  if (!now) return 'removed';
  if (addressOf(now) !== addressOf(known)) return 'address';
  return shownFields(known).every((name) => fieldOf(now, name) === fieldOf(known, name)) ? undefined : 'other';
}

/**
 * The setting with `fields` written into the entry that is in use as `id`; another one of the same id stays. An entry that
 * cannot be used for the moment is mended by them, and one whose id is gone comes back.
 */
export function withFields(
  setting: readonly unknown[],
  id: string,
  fields: Readonly<Record<string, unknown>>,
): readonly unknown[] {
  const usable = setting.findIndex((entry) => connectionIn([entry], id) !== undefined);
  const used = usable >= 0 ? usable : setting.findIndex((entry) => claimedId(entry) === id);
  if (used < 0) return [...setting, { id, ...fields }];
  return setting.map((entry, index) => (index === used ? { ...(entry as object), ...fields } : entry));
}

/** Returns the value of the setting under `name`. */
export function fieldOf(connection: Connection, name: string): unknown {
  return (connection as unknown as Readonly<Record<string, unknown>>)[name];
}

/** Returns whether the connection leads to another address now than the one that was shown. */
export function leadsElsewhere(connection: Connection, shownOrigin: string): boolean {
  return originOf(connection) !== shownOrigin;
}
