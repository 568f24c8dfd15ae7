import { ChatError, type Processed } from '../../chat/model/errors.ts';
import type { ErrorCode } from '../../chat/model/model.ts';

interface Rule {
  readonly match: RegExp;
  readonly code: ErrorCode;
  readonly processed: Processed;
}

/**
 * What a failed `fetch` means, first match wins. Matched against the codes, names and messages of the error and its
 * causes: Node's and undici's codes, and Chromium's `net::ERR_…` for VS Code's `http.electronFetch`.
 */
const rules: readonly Rule[] = [
  { match: /unexpected redirect|ERR_UNSAFE_REDIRECT|ERR_TOO_MANY_REDIRECTS/, code: 'redirected', processed: 'yes' },
  { match: /ENOTFOUND|EAI_AGAIN|EAI_FAIL|ERR_NAME_NOT_RESOLVED/, code: 'host-not-found', processed: 'no' },
  { match: /proxy|ERR_TUNNEL_CONNECTION_FAILED/i, code: 'proxy', processed: 'no' },
  { match: /ECONNREFUSED|ERR_CONNECTION_REFUSED/, code: 'refused', processed: 'no' },
  {
    match: /\b(?:CERT_|ERR_CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/,
    code: 'tls',
    processed: 'no',
  },
  // On a connection that was there already the request may have gone out.
  { match: /\b(?:read|write) E(?:HOST|NET)UNREACH/, code: 'network', processed: 'maybe' },
  {
    match: /UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH|ERR_INTERNET_DISCONNECTED|ERR_ADDRESS_UNREACHABLE/,
    code: 'network',
    processed: 'no',
  },
  { match: /HTTPParserError|UND_ERR_HEADERS_OVERFLOW|HPE_|Z_[A-Z]+_ERROR/, code: 'bad-response', processed: 'maybe' },
];

/**
 * The ChatError for what `fetch` threw before the response headers came. Its `detail` is the platform's own error
 * code; messages are left out, since some repeat header values.
 */
export function networkFailure(error: unknown, host: string): ChatError {
  const { facts, code: detail } = factsOf(error);
  const rule = rules.find(({ match }) => match.test(facts)) ?? fallback(error);
  return new ChatError(rule.code, { processed: rule.processed, host, ...(detail !== undefined && { detail }) });
}

/** The ChatError for a body that broke off: `interrupted`, or `bad-response` when its bytes made no sense. */
export function bodyFailure(error: unknown, host: string): ChatError {
  const { facts, code: detail } = factsOf(error);
  const code = /Z_[A-Z]+_ERROR|HTTPParserError|HPE_/.test(facts) ? 'bad-response' : 'interrupted';
  return new ChatError(code, { processed: 'maybe', host, ...(detail !== undefined && { detail }) });
}

function fallback(error: unknown): Pick<Rule, 'code' | 'processed'> {
  // Node reports status 407 as a network error without any text (undici, "HTTP-network-or-cache fetch", step 14).
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && cause.message === '' && !('code' in cause)) return { code: 'proxy', processed: 'no' };
  return { code: 'network', processed: 'maybe' };
}

function factsOf(error: unknown): { readonly facts: string; readonly code: string | undefined } {
  const facts: string[] = [];
  let code: string | undefined;
  let current = error;
  for (let depth = 0; depth < 6 && current instanceof Error; depth++) {
    const own = 'code' in current && typeof current.code === 'string' ? current.code : undefined;
    code ??= own;
    facts.push(current.name, own ?? '', current.message);
    current = current.cause ?? (current instanceof AggregateError ? current.errors[0] : undefined);
  }
  return { facts: facts.join(' '), code };
}
