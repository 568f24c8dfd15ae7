/** The limits on every wait, in milliseconds. */
export interface Timeouts {
  /** The limit from sending a request to its response headers. */
  readonly headers: number;
  /** Silence, measured in bytes before any decoder. */
  readonly idle: number;
  /** A whole answer. */
  readonly total: number;
}

export const defaultTimeouts: Timeouts = { headers: 30_000, idle: 120_000, total: 900_000 };
