import {
  type Connection,
  type CopilotBuilderConnection,
  type HaufeConnection,
  licenseOf,
  type ProviderKind,
} from './connection.ts';
import type { Assistant } from './model.ts';
import { longestQuestion } from './questionText.ts';

/** The files that a vendor takes. */
export interface FileLimits {
  readonly maximumBytes: number;
  /** The media types that are taken, by file name extension (`pdf` → `application/pdf`). */
  readonly types: Readonly<Record<string, string>>;
  /** Whether a file can stay there until a person deletes it. */
  readonly canBeKept: boolean;
}

/** An MCP server at a vendor. */
export interface McpServer {
  readonly address: string;
  readonly keyHeader: string;
  /** Headers that go along beside the key. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Facts about a vendor that the code has to know before it asks the service. Differences between assistants are in
 * `Assistant.features`.
 */
export interface VendorFacts {
  /** Absent where there is no service: such a connection has no address and no key. */
  readonly defaultBaseUrl?: string;
  /** The vendor's page about API keys, and whatever else a connection needs. */
  readonly keyPage?: string;
  /** Whether nothing leaves this computer; metadata that look like a service's are made up then. */
  readonly isLocal: boolean;
  /** Whether its conversations stay at the service, so that what is on this computer is a copy. */
  readonly keepsThreads: boolean;
  /** Absent where no file can be attached. */
  readonly files?: FileLimits;
  /** Whether a reason and a comment can be told with a negative rating. */
  takesReasons(connection: Connection): boolean;
  /** The service's MCP server; undefined where it has none. */
  mcp(connection: Connection): McpServer | undefined;
  /** The license that the settings have for an assistant. */
  license(connection: Connection, assistantId: string): string | undefined;
  /** The one assistant that the connection's settings name; undefined where the service tells who there is. */
  namedAssistant(connection: Connection): Assistant | undefined;
}

/** Haufe's, and the demo's, which plays Haufe's contract (docs.haufe.ai, Uploading Files). */
const haufeFiles = {
  maximumBytes: 10_485_760,
  types: {
    pdf: 'application/pdf',
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    csv: 'text/csv',
    txt: 'text/plain',
  },
} as const;

/** Each tool of Haufe's MCP server reads the license that it is called with from a header of its own (docs.haufe.ai, MCP). */
const licenseHeaders = ['license-id-tax', 'license-id-hr', 'license-id-sustainability', 'license-id-re'];

function haufeMcp({ baseUrl, license = '' }: HaufeConnection): McpServer {
  const names = /^[\x21-\x7e]+$/.test(license) ? licenseHeaders : [];
  return {
    address: `${baseUrl.replace(/\/+$/, '')}/v1/mcp`,
    keyHeader: 'api-key',
    headers: Object.fromEntries(names.map((name) => [name, license])),
  };
}

export const vendors = {
  haufe: {
    defaultBaseUrl: 'https://api.haufe.ai/agents',
    keyPage: 'https://portal.haufe.ai',
    isLocal: false,
    keepsThreads: true,
    files: { ...haufeFiles, canBeKept: true },
    takesReasons: ({ feedbackFields: { reason, comment } = {} }: HaufeConnection) =>
      reason !== undefined || comment !== undefined,
    license: licenseOf,
    mcp: haufeMcp,
    namedAssistant: () => undefined,
  },
  copilotBuilder: {
    defaultBaseUrl: 'https://api.copilotbuilder.ai',
    keyPage: 'https://copilotbuilder.ai/help/chat-api',
    isLocal: false,
    keepsThreads: false,
    takesReasons: () => false,
    license: () => undefined,
    namedAssistant: ({ deploymentId, name }: CopilotBuilderConnection) => ({
      id: deploymentId.trim(),
      name,
      maximumLength: longestQuestion,
    }),
    mcp: () => undefined,
  },
  demo: {
    isLocal: true,
    keepsThreads: false,
    files: { ...haufeFiles, canBeKept: false },
    takesReasons: () => true,
    license: () => undefined,
    mcp: () => undefined,
    namedAssistant: () => undefined,
  },
} satisfies Record<ProviderKind, VendorFacts>;

export function factsOf({ provider }: Pick<Connection, 'provider'>): VendorFacts {
  return vendors[provider];
}
