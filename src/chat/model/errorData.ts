/** Every way things go wrong, as a person would tell them apart. Each has its sentence in `host/platform/errors`. */
export const errorCodes = [
  'connection-missing',
  'key-missing',
  'key-rejected',
  'key-other-origin',
  'secrets-unavailable',
  'remote-declined',
  'forbidden',
  'assistant-unavailable',
  'licence-missing',
  'details-missing',
  'thread-gone',
  'not-found',
  'deployment-not-found',
  'deployment-former',
  'session-expired',
  'invalid-request',
  'question-refused',
  'message-empty',
  'message-too-long',
  'answer-filtered',
  'question-filtered',
  'context-too-long',
  'answer-length',
  'answer-empty',
  'conflict',
  'rate-limited',
  'quota-used',
  'unavailable',
  'vendor-timeout',
  'host-not-found',
  'refused',
  'tls',
  'proxy',
  'redirected',
  'network',
  'timeout-headers',
  'timeout-idle',
  'timeout-total',
  'too-large',
  'bad-response',
  'not-streaming',
  'interrupted',
  'insecure-url',
  'storage',
  'answer-unsaved',
  'not-arrived',
  'cannot-look',
  'paused',
  'busy-elsewhere',
  'reading-stopped',
  'nothing-new',
  'not-supported',
  'partly-stored',
  'file-type',
  'file-too-large',
  'file-empty',
  'file-infected',
  'file-too-long',
  'file-failed',
  'file-gone',
  'file-unreadable',
  'file-exists',
  'bug',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** An error as a value: what crosses to the webview and into the transcript. Carries no key and no content. */
export interface ErrorData {
  readonly code: ErrorCode;
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  /** Host name that was talked to. */
  readonly host?: string;
  /** The vendor's own error code or request id, for the log and for support. */
  readonly detail?: string;
  /** The service's id of the request, so that its support can find it. */
  readonly requestId?: string;
  /** The time at which the vendor takes requests again, ISO 8601. */
  readonly retryAt?: string;
  /** The details that the vendor requires first, as dotted paths (`details-missing`, `licence-missing`). */
  readonly fields?: readonly string[];
  /**
   * The question may have arrived all the same: it was looked for and `not-found`, could `not-looked` for, or the
   * vendor shows nobody what it has taken (`cannot-look`). Only a person may then send it again.
   */
  readonly doubt?: Doubt;
}

export const doubts = ['not-found', 'not-looked', 'cannot-look'] as const;
export type Doubt = (typeof doubts)[number];
