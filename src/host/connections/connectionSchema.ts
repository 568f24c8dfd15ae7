import * as v from 'valibot';
import { type Connection, defaultBaseUrl, isSafeBaseUrl } from '../../chat/model/connection.ts';

/** Why one entry of the `connections` setting is not used. */
export interface ConnectionProblem {
  /** Place in the array, 0-based; absent when the setting itself is no array. */
  readonly index?: number;
  readonly name: string;
  readonly reason: 'not-a-list' | 'provider' | 'id' | 'duplicate' | 'address' | 'shape';
  /** The field at fault, for `shape`. */
  readonly field?: string;
}

/** Settings of a connection under names that a vendor made, `constructor` as good as any other. */
const textByName = v.custom<Readonly<Record<string, string>>>(
  (value) => isRecord(value) && Object.values(value).every((text) => typeof text === 'string'),
);

export interface ConnectionSettings {
  readonly connections: readonly Connection[];
  readonly problems: readonly ConnectionProblem[];
}

const slug = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
const optionalText = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)));
const address = (base: string) => v.optional(v.pipe(v.string(), v.trim(), v.check(isSafeBaseUrl)), base);

const rate = (most: number) => v.pipe(v.number(), v.gtValue(0), v.maxValue(most));
const fieldName = v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z_]\w{0,79}$/)));

const connectionSchema = v.variant('provider', [
  v.object({
    id: slug,
    provider: v.literal('haufe'),
    label,
    baseUrl: address(defaultBaseUrl.haufe),
    licence: optionalText,
    licenceByAssistant: v.optional(textByName),
    userId: v.optional(v.pipe(v.string(), v.uuid())),
    sourceLink: v.optional(v.object({ licenseId: v.string(), authRealm: v.optional(v.string()) })),
    answerRate: v.optional(v.object({ perSecond: rate(1_000), perMinute: rate(60_000) })),
    feedbackFields: v.optional(v.object({ reason: fieldName, comment: fieldName })),
    attachmentBaseUrl: v.optional(v.pipe(v.string(), v.trim(), v.check(isSafeBaseUrl))),
  }),
  v.object({
    id: slug,
    provider: v.literal('copilotBuilder'),
    label,
    baseUrl: address(defaultBaseUrl.copilotBuilder),
    deploymentId: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  }),
  v.object({ id: slug, provider: v.literal('demo'), label }),
]);

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
  const usable = read.map(({ success, output }) => (success ? withoutTrailingSlash(output as Connection) : undefined));
  const connections: Connection[] = [];
  const problems: ConnectionProblem[] = [];
  for (const [index, result] of read.entries()) {
    const connection = usable[index];
    const name = nameOf(value[index], index);
    if (!connection) problems.push({ index, name, ...reasonOf(result.issues ?? []) });
    else if (chosen(usable, connection.id, last) === connection) connections.push(connection);
    else problems.push({ index, name, reason: 'duplicate' });
  }
  return { connections, problems };
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
  const named = entry as { label?: unknown; id?: unknown } | null;
  const name = [named?.label, named?.id].find((candidate) => typeof candidate === 'string' && candidate !== '');
  return typeof name === 'string' ? name.slice(0, 100) : `#${index + 1}`;
}

function withoutTrailingSlash(connection: Connection): Connection {
  if (connection.provider === 'demo') return connection;
  return { ...connection, baseUrl: connection.baseUrl.replace(/\/+$/, '') };
}
