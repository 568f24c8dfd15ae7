import type { ErrorCode } from '../../chat/model/errorData.ts';
import { ChatError, type Processed } from '../../chat/model/errors.ts';

interface Rule {
  readonly match: RegExp;
  readonly code: ErrorCode;
  readonly processed: Processed;
}

/**
 * The meanings of a failed `fetch`, first match wins. Matched against the codes, names and messages of the error and
 * its causes: Node's and undici's codes, and Chromium's `net::ERR_…` for VS Code's `http.electronFetch`.
 */
const rules: readonly Rule[] = [
  { match: /unexpected redirect|ERR_UNSAFE_REDIRECT|ERR_TOO_MANY_REDIRECTS/, code: 'redirected', processed: 'yes' },
  { match: /ENOTFOUND|EAI_AGAIN|EAI_FAIL|ERR_NAME_NOT_RESOLVED/, code: 'host-not-found', processed: 'no' },
  // Before the proxy: a certificate may name one.
  {
    match: /\b(?:CERT_|ERR_CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/,
    code: 'tls',
    processed: 'no',
  },
  { match: /proxy|ERR_TUNNEL_CONNECTION_FAILED/i, code: 'proxy', processed: 'no' },
  { match: /ECONNREFUSED|ERR_CONNECTION_REFUSED/, code: 'refused', processed: 'no' },
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
  const { facts, code } = factsOf(error);
  const found = rules.find(({ match }) => match.test(facts));
  const rule = found ?? fallback(error);
  const isWordless = !found && rule.code === 'proxy';
  const detail = named.find(([match]) => match.test(facts))?.[1] ?? code ?? (isWordless ? 'sign-in' : undefined);
  const told = { processed: rule.processed, ...(detail !== undefined && { detail }) };
  const other = ['host-not-found', 'refused', 'proxy'].includes(rule.code) ? otherThan(host, facts) : undefined;
  return other === undefined
    ? new ChatError(rule.code, { ...told, host })
    : new ChatError('proxy', { ...told, host: other });
}

/** Causes that have a sentence of their own, where the platform's code does not tell them or Chromium has another. */
const named: readonly (readonly [RegExp, string])[] = [
  [
    /wrong version number|packet length too long|unknown protocol|http request|ERR_SSL_PROTOCOL_ERROR/i,
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ],
  [/ERR_CERT_COMMON_NAME_INVALID|HOSTNAME_MISMATCH/, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [/ERR_CERT_DATE_INVALID|CERT_NOT_YET_VALID/, 'CERT_HAS_EXPIRED'],
  [/\b407\b/, 'sign-in'],
];

/** Returns the name that could not be reached, where it is not the host itself: then it is the proxy before it. */
function otherThan(host: string, facts: string): string | undefined {
  const url = URL.parse(`https://${host}`);
  const [, name] = /\bgetaddrinfo (?:ENOTFOUND|EAI_AGAIN|EAI_FAIL) ([\w.-]{1,253})/.exec(facts) ?? [];
  if (name !== undefined) return name.toLowerCase() === url?.hostname ? undefined : name;
  const [, told] = /\b(?:PROXY|HTTPS?|SOCKS\d?) ([\w.-]{1,253}:\d{1,5})\b/.exec(facts) ?? [];
  if (told !== undefined) return told;
  const [, address, port] = /\bECONNREFUSED (?:([\w.:-]{1,60}|\[[\w.:]{1,60}\]):)(\d{1,5})\b/.exec(facts) ?? [];
  return port === undefined || port === (url?.port || '443') ? undefined : `${address}:${port}`;
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

/** Node tells the place of a failure beside the message. */
function whereOf(error: Error): string {
  const { code, hostname, address, port } = error as {
    code?: unknown;
    hostname?: unknown;
    address?: unknown;
    port?: unknown;
  };
  if (typeof code !== 'string') return '';
  if (typeof hostname === 'string') return `getaddrinfo ${code} ${hostname}`;
  return typeof address === 'string' && typeof port === 'number' ? `${code} ${address}:${port}` : '';
}

function factsOf(error: unknown): { readonly facts: string; readonly code: string | undefined } {
  const facts: string[] = [];
  let code: string | undefined;
  let current = error;
  for (let depth = 0; depth < 6 && current instanceof Error; depth++) {
    const own = 'code' in current && typeof current.code === 'string' ? current.code : undefined;
    code ??= own;
    facts.push(current.name, own ?? '', current.message, whereOf(current));
    current = current.cause ?? (current instanceof AggregateError ? current.errors[0] : undefined);
  }
  return { facts: facts.join(' '), code };
}
