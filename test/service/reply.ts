/** What a vendor answers, before faults and chunking. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Written one by one, so that a reader meets them one by one. */
  readonly pieces: readonly (string | Uint8Array)[];
  /** Streamed bodies are held, paced and cut into chunks; others are sent at once. */
  readonly streamed?: boolean;
  /** The last byte was given to the socket. */
  readonly onSent?: () => void;
}

/** A request as the service recorded it. */
export interface RecordedRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly bytes: Uint8Array;
  /** Milliseconds of the service's monotonic clock. */
  readonly at: number;
  /** When its connection's use ended; undefined while it goes on. */
  closedAt?: number;
  /** Whether the whole answer was sent. Closed and not complete: the client left, or a fault cut it. */
  complete: boolean;
  bytesSent: number;
}

export function json(status: number, value: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json' }, pieces: [JSON.stringify(value)] };
}

export const nothing: Reply = { status: 204, pieces: [] };

/** The JSON of a request's body, undefined when it is none. */
export function bodyOf(request: RecordedRequest): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(request.body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
