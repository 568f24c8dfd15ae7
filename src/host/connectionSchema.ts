import * as v from 'valibot';
import { type Connection, defaultBaseUrl, isSafeBaseUrl } from '../chat/connection.ts';

/** Why one entry of the `connections` setting is not used. */
export interface ConnectionProblem {
  /** Place in the array, 0-based; absent when the setting itself is no array. */
  readonly index?: number;
  readonly name: string;
  readonly reason: 'not-a-list' | 'provider' | 'id' | 'duplicate' | 'address' | 'shape';
  /** The field at fault, for `shape`. */
  readonly field?: string;
}

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
    licenceByAssistant: v.optional(v.record(v.string(), v.string())),
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

/** The usable connections, and what is wrong with the others. Takes the setting's raw value. */
export function parseConnections(value: unknown): ConnectionSettings {
  if (value === undefined || value === null) return { connections: [], problems: [] };
  if (!Array.isArray(value)) {
    return { connections: [], problems: [{ name: 'expertAssistants.connections', reason: 'not-a-list' }] };
  }
  const connections = new Map<string, Connection>();
  const problems: ConnectionProblem[] = [];
  for (const [index, entry] of value.entries()) {
    const result = v.safeParse(connectionSchema, entry);
    const name = nameOf(entry, index);
    if (!result.success) problems.push({ index, name, ...reasonOf(result.issues) });
    else if (connections.has(result.output.id)) problems.push({ index, name, reason: 'duplicate' });
    else connections.set(result.output.id, withoutTrailingSlash(result.output as Connection));
  }
  return { connections: [...connections.values()], problems };
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
