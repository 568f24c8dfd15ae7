import type { ErrorCode, ErrorData } from './errorData.ts';

/**
 * The doubt that a failed request leaves about whether it was acted on: `no` (it cannot have been), `maybe`, or `yes` (the
 * service answered). It decides what may be sent again without asking.
 */
export type Processed = 'no' | 'maybe' | 'yes';

export interface ChatErrorOptions {
  readonly processed?: Processed;
  readonly status?: number;
  readonly host?: string;
  readonly detail?: string;
  /** The service's id of the request. */
  readonly requestId?: string;
  /** Milliseconds since the epoch. */
  readonly retryAt?: number;
  /** Dotted paths of what the vendor wants to know first. */
  readonly fields?: readonly string[];
  readonly cause?: unknown;
}

/** The one exception of the rooms below the session. Its message is for the log and holds no key and no content. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  readonly code: ErrorCode;
  readonly processed: Processed;
  readonly status: number | undefined;
  readonly host: string | undefined;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAt: number | undefined;
  readonly fields: readonly string[] | undefined;

  constructor(code: ErrorCode, options: ChatErrorOptions = {}) {
    super([code, options.status, options.detail].filter((part) => part !== undefined).join(' '), {
      cause: options.cause,
    });
    this.code = code;
    this.processed = options.processed ?? 'yes';
    this.status = options.status;
    this.host = options.host;
    this.detail = options.detail;
    this.requestId = options.requestId;
    this.retryAt = options.retryAt;
    this.fields = options.fields;
  }
}

/** The same failure, of which something else is known by now. */
export function amended(
  { code, processed, status, host, detail, requestId, retryAt, fields, cause }: ChatError,
  change: { readonly code?: ErrorCode; readonly processed?: Processed },
): ChatError {
  return new ChatError(change.code ?? code, {
    processed: change.processed ?? processed,
    ...(status !== undefined && { status }),
    ...(host !== undefined && { host }),
    ...(detail !== undefined && { detail }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAt !== undefined && { retryAt }),
    ...(fields !== undefined && { fields }),
    cause,
  });
}

/**
 * Any thrown value as data. A limit of ours that ran out (`AbortSignal.timeout`) is a service that did not answer in time;
 * anything else that is not a ChatError is a defect of ours: code `bug`, its class name as detail.
 */
export function errorData(error: unknown): ErrorData {
  if (error instanceof Error && error.name === 'TimeoutError') return { code: 'timeout-headers' };
  if (!(error instanceof ChatError)) {
    return { code: 'bug', detail: errorName(error) };
  }
  return {
    code: error.code,
    ...(error.status !== undefined && { status: error.status }),
    ...(error.host !== undefined && { host: error.host }),
    ...(error.detail !== undefined && { detail: error.detail }),
    ...(error.requestId !== undefined && { requestId: error.requestId }),
    ...(isInstant(error.retryAt) && { retryAt: new Date(error.retryAt).toISOString() }),
    ...(error.fields !== undefined && { fields: error.fields }),
  };
}

/** The class of an error, for the log: a name that is no name of a class is somebody's text. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return /^\w{1,60}( \(\w{1,60}\))?$/.test(error.name) ? error.name : 'Error';
}

/** Whether it can be written as a date: what cannot is left out rather than thrown about. */
function isInstant(milliseconds: number | undefined): milliseconds is number {
  return milliseconds !== undefined && !Number.isNaN(new Date(milliseconds).getTime());
}

/** Returns whether `error` says that the caller's own signal was aborted. */
export function isAbort(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted && (error === signal.reason || (error instanceof Error && error.name === 'AbortError'));
}
