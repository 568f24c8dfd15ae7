import { own } from '../../base/ownProperty.ts';

interface ConnectionBase {
  /** Slug: lower-case letters, digits and hyphens. Names the connection in settings, secrets and on disk. */
  readonly id: string;
  readonly name: string;
  /** Whether other agents in VS Code may ask its assistants, each time with the person's consent. */
  readonly allowTool?: boolean | undefined;
}

export interface HaufeConnection extends ConnectionBase {
  readonly provider: 'haufe';
  readonly baseUrl: string;
  /** Sent as `meta_data.user_data.licence`. */
  readonly license?: string | undefined;
  readonly licenses?: Readonly<Record<string, string>> | undefined;
  /** UUID, sent as `user_id`. */
  readonly userId?: string | undefined;
  readonly sourceLink?: { readonly license: string; readonly authRealm?: string | undefined } | undefined;
  /** The number of answers a second and a minute that the tenant's tier allows; default 15 and 60 (trial). */
  readonly rateLimit?: { readonly perSecond: number; readonly perMinute: number } | undefined;
  /** The names of the fields for a reason and a comment with a negative rating; the vendor documents none. */
  readonly feedbackFields?: { readonly reason?: string | undefined; readonly comment?: string | undefined } | undefined;
  /** Whether VS Code may use Haufe's MCP server with this connection's key. */
  readonly allowMcp?: boolean | undefined;
  /** Sent with an attachment where the vendor asks for it. */
  readonly attachmentBaseUrl?: string | undefined;
}

export interface CopilotBuilderConnection extends ConnectionBase {
  readonly provider: 'copilotBuilder';
  readonly baseUrl: string;
  readonly deploymentId: string;
}

export interface DemoConnection extends ConnectionBase {
  readonly provider: 'demo';
}

/** A place to ask, as the `expertAssistants.connections` setting describes it. Never holds a key. */
export type Connection = HaufeConnection | CopilotBuilderConnection | DemoConnection;

/** The vendor whose contract a connection speaks. */
export type ProviderKind = Connection['provider'];

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Returns whether a key may travel to `url`: https anywhere, http on loopback only, and no credentials in the address.
 * Takes any string; a malformed one is not safe.
 */
export function isSafeBaseUrl(url: string): boolean {
  const parsed = URL.parse(url);
  // An empty query or fragment shows in `href` alone; a path that is appended would become a part of it.
  if (!parsed || parsed.username || parsed.password || /[?#]/.test(parsed.href)) return false;
  return parsed.protocol === 'https:' || (parsed.protocol === 'http:' && loopback.has(parsed.hostname));
}

/** Returns whether `url` leads to this computer. */
export function isLoopback(url: string): boolean {
  return loopback.has(URL.parse(url)?.hostname ?? '');
}

/** Returns the address of the connection's service; undefined where there is none, and so no key either. */
export function addressOf(connection: Connection): string | undefined {
  return 'baseUrl' in connection ? connection.baseUrl : undefined;
}

/** The origin that a connection's key is bound to; undefined for one that has no key. */
export function originOf(connection: Connection): string | undefined {
  const address = addressOf(connection);
  return address === undefined ? undefined : new URL(address).origin;
}

/** The license that the settings have for an assistant. */
export function licenseOf({ license, licenses }: HaufeConnection, assistantId: string): string | undefined {
  return own(licenses, assistantId) ?? license;
}
