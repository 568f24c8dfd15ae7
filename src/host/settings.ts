import * as v from 'valibot';
import * as vscode from 'vscode';
import type { CitationForm } from '../chat/citations.ts';
import { type Connection, defaultBaseUrl, isSafeBaseUrl } from '../chat/connection.ts';
import { defaultTimeouts, type Timeouts } from '../chat/timeouts.ts';

/** Read at the time of use; nothing is copied. */
const section = 'expertAssistants';

function setting<T>(key: string): T | undefined {
  return vscode.workspace.getConfiguration(section).get<T>(key);
}

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
    return { connections: [], problems: [{ name: `${section}.connections`, reason: 'not-a-list' }] };
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

export function connectionSettings(): ConnectionSettings {
  return parseConnections(setting<unknown>('connections'));
}

/** The setting as it stands, for adding, changing and removing entries without touching the others. */
export function rawConnections(): readonly unknown[] {
  const value = setting<unknown>('connections');
  return Array.isArray(value) ? value : [];
}

export async function saveConnections(value: readonly unknown[]): Promise<void> {
  await vscode.workspace.getConfiguration(section).update('connections', value, vscode.ConfigurationTarget.Global);
}

export function onConnectionsChanged(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${section}.connections`)) listener();
  });
}

export function onSendKeyChanged(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${section}.sendKey`)) listener();
  });
}

export function sendKey(): 'enter' | 'ctrlEnter' {
  return setting('sendKey') === 'ctrlEnter' ? 'ctrlEnter' : 'enter';
}

export function notifyWhenDone(): 'off' | 'windowNotFocused' | 'always' {
  const value = setting<string>('notifyWhenDone');
  return value === 'off' || value === 'always' ? value : 'windowNotFocused';
}

export function insertCitations(): CitationForm | 'auto' {
  const value = setting<string>('insert.citations');
  return value === 'footnotes' || value === 'inline' || value === 'none' ? value : 'auto';
}

/** In milliseconds; the setting is in seconds. What is no positive number falls back to its default. */
function timeouts(): Timeouts {
  const value: unknown = setting('timeouts');
  const given = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const limit = (key: keyof Timeouts) => {
    const seconds = given[key];
    const usable = typeof seconds === 'number' && seconds > 0 && seconds <= 86_400;
    return usable ? seconds * 1000 : defaultTimeouts[key];
  };
  return { headers: limit('headers'), idle: limit('idle'), total: limit('total') };
}

/** The limits as they are at the moment of each request. */
export const currentTimeouts: Timeouts = {
  get headers() {
    return timeouts().headers;
  },
  get idle() {
    return timeouts().idle;
  },
  get total() {
    return timeouts().total;
  },
};
