import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChatError, errorData } from '../../src/chat/model/errors.ts';
import { errorSentence } from '../../src/host/platform/errorText.ts';
import { retryAt, waitIn } from '../../src/providers/http/headers/retryAfter.ts';
import { networkFailure } from '../../src/providers/http/networkFailure.ts';
import { withRetry } from '../../src/providers/http/retry.ts';
import { isId, path, target } from '../../src/providers/http/target.ts';
import { seeded } from './property.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const never = new AbortController().signal;

describe('retryAt', () => {
  test.each([
    [{ 'Retry-After': '7' }, 7_000],
    [{ 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Sun Nov 22 12:00:30 2026' }, 30_000],
    [{ 'retry-after': '2026-11-22T12:00:30' }, 30_000],
    [{ 'retry-after': '2026-11-22T12:00:30+00:00' }, 30_000],
    [{ 'retry-after': '+30' }, 30_000],
    [{ 'retry-after': '1 minute and 30 seconds' }, 90_000],
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'RateLimit-Reset': '12' }, 12_000],
    [{ 'X-RateLimit-Reset': String(now / 1000 + 5) }, 5_000],
    [{ 'X-Rate-Limit-Reset': String(now + 1_500) }, 1_500],
    [{ 'X-RateLimit-Reset': '2026-11-22T12:00:02Z' }, 2_000],
    [{ 'x-ratelimit-retry-after': '3' }, 3_000],
    [{ RateLimit: 'limit=10, remaining=0, reset=9' }, 9_000],
    [{ RateLimit: '"default";r=0;t=8' }, 8_000],
    [{ 'retry-after': '2', 'ratelimit-reset': '60' }, 2_000],
    [{ 'ratelimit-reset': '1', 'x-ratelimit-reset': '4' }, 4_000],
    [{ 'retry-after': 'soon', 'ratelimit-reset': '6' }, 6_000],
    [{ 'retry-after': '5, 10' }, 10_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'RateLimit-Reset': '5;w=60' }, 5_000],
    [{ RateLimit: '"a";t=5, "b";t=50' }, 50_000],
    [{ 'retry-after': '-1', 'ratelimit-reset': '6' }, 6_000],
    [{ 'retry-after': '99999999999999999999' }, 3_600_000],
    [{ 'retry-after': '3153600000' }, 3_600_000],
    [{ 'x-ratelimit-reset-requests': '1m30s' }, 90_000],
    [{ 'retry-after': '30s' }, 30_000],
    [{ 'retry-after': 'PT30S' }, 30_000],
    [{ 'retry-after': 'PT1M0.5S' }, 60_500],
    [{ 'retry-after': '00:00:30' }, 30_000],
    [{ 'retry-after': '0.00:01:30.5000000' }, 90_500],
    [{ 'x-ms-retry-after-ms': '12000' }, 12_000],
    [{ 'retry-after': '250ms' }, 250],
    [{ 'retry-after': '1h' }, 3_600_000],
    // Longer waits are told as they are, and what is no wait any more counts as an hour.
    [{ 'retry-after': '8040' }, 8_040_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 00:00:00 GMT' }, 43_200_000],
    [{ 'x-ratelimit-reset-requests': '26h' }, 93_600_000],
    [{ 'retry-after': '2678401' }, 3_600_000],
    [{ 'retry-after': '2 minutes' }, 120_000],
    [{ 'retry-after': '56 seconds' }, 56_000],
    [{ 'retry-after': '1 min 5 sec' }, 65_000],
    [{ 'retry-after': '"30"' }, 30_000],
    [{ 'x-retry-after': '4' }, 4_000],
    [{ 'x-ratelimit-reset-after': '1.5' }, 1_500],
    [{ 'anthropic-ratelimit-requests-reset': '2026-11-22T12:00:07Z' }, 7_000],
    [
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-remaining-tokens': '900',
        'x-ratelimit-reset-tokens': '6m0s',
      },
      1_000,
    ],
    [{ RateLimit: 'limit=10, remaining=0, reset=1m' }, 60_000],
    // Dates count from the clock of the service.
    [{ date: 'Sun, 22 Nov 2026 11:50:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 11:50:30 GMT' }, 30_000],
    [{ date: 'Sun, 22 Nov 2026 12:10:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 12:10:30 GMT' }, 30_000],
    [{ date: 'Sun, 22 Nov 2026 12:10:00 GMT', 'x-ratelimit-reset': '2026-11-22T12:10:05Z' }, 5_000],
    [{ date: 'Sun, 22 Nov 2026 12:10:00 GMT', 'x-ratelimit-reset': String(now / 1000 + 605) }, 5_000],
    [{ date: 'Sun, 22 Nov 2026 12:10:00 GMT', 'x-ratelimit-reset': String(now + 605_000) }, 5_000],
    [{ date: 'Sun, 22 Nov 2026 12:10:00 GMT', 'retry-after': '30' }, 30_000],
    [{ date: 'gestern', 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT' }, 30_000],
  ])('reads how long to wait from %j', (headers, wait) => {
    expect(retryAt(Object.entries(headers), now)).toBe(now + wait);
  });

  test('reads from any header no time, or one within the next month', () => {
    const name = fc.constantFrom('retry-after', 'retry-after-ms', 'ratelimit-reset', 'x-ratelimit-reset', 'ratelimit');
    const value = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      fc.array(fc.bigInt({ min: -10n, max: 10n ** 24n })).map((all) => all.join(', ')),
    );
    fc.assert(
      fc.property(fc.dictionary(name, value), (headers) => {
        const at = retryAt(Object.entries(headers), now);
        if (at === undefined) return;
        expect(at).toBeGreaterThanOrEqual(now);
        expect(at).toBeLessThanOrEqual(now + 31 * 86_400_000);
      }),
      seeded('retryAt', 1_000),
    );
  });

  test('tells a limit of ours that ran out not as a defect', async () => {
    const signal = AbortSignal.timeout(1);
    await new Promise((done) => signal.addEventListener('abort', done));
    expect(errorData(signal.reason)).toEqual({ code: 'timeout-headers' });
  });

  test('leaves a time that is no date out of the error', () => {
    expect(errorData(new ChatError('rate-limited', { retryAt: 1e20 }))).toEqual({ code: 'rate-limited' });
  });

  test.each([
    {},
    { 'retry-after': 'soon' },
    { 'retry-after': '-1' },
    { 'retry-after': 'Sun, 22 Nov 2020 12:00:30 GMT' },
    { 'x-ratelimit-remaining': '0' },
    { 'ratelimit-limit': '60' },
  ])('reads no time from the headers %j', (headers) => {
    expect(retryAt(Object.entries(headers), now)).toBeUndefined();
  });
});

describe('a wait in words', () => {
  test.each([
    ['Please wait 30 seconds before you ask again.', 30_000],
    ['Try again in 1 minute and 30 seconds.', 90_000],
    ['Available again in PT30S', 30_000],
    ['Rate limit is exceeded. Try again in 56 seconds.', 56_000],
    ['Out of call volume quota. Quota will be replenished in 02:14:00.', 8_040_000],
    ['{"message":"Please retry after 20 seconds."}', 20_000],
    ['Please try again in 1m30s. Visit x', 90_000],
    ['Bitte in 5 Minuten', undefined],
    ['It happened in 1999.', undefined],
    ['x', undefined],
  ])('finds the wait in the words “%s”', (text, wait) => {
    expect(waitIn(text)).toBe(wait);
  });
});

describe('networkFailure', () => {
  const failed = (cause: unknown) => networkFailure(new TypeError('fetch failed', { cause }), 'host.example');
  const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code });

  test.each(['EHOSTUNREACH', 'ENETUNREACH'])(
    'tells that a request may have been processed after %s on a connection that was there',
    (code) => {
      const { processed } = failed(coded(code, `read ${code}`));
      expect(processed).toBe('maybe');
      expect(failed(coded(code, `connect ${code} 192.0.2.1:443`)).processed).toBe('no');
    },
  );

  test.each([
    ['ENOTFOUND', 'host-not-found', 'no'],
    ['EAI_AGAIN', 'host-not-found', 'no'],
    ['ECONNREFUSED', 'refused', 'no'],
    ['UND_ERR_CONNECT_TIMEOUT', 'network', 'no'],
    ['EHOSTUNREACH', 'network', 'no'],
    ['CERT_HAS_EXPIRED', 'tls', 'no'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'no'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'no'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'no'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls', 'no'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'no'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', 'no'],
    ['EPROTO', 'tls', 'no'],
    ['ECONNRESET', 'network', 'maybe'],
    ['EPIPE', 'network', 'maybe'],
    ['UND_ERR_SOCKET', 'network', 'maybe'],
    ['UND_ERR_HEADERS_OVERFLOW', 'bad-response', 'maybe'],
    ['HPE_INVALID_CONSTANT', 'bad-response', 'maybe'],
  ])('tells the failure %s as %s, processed: %s', (code, expected, processed) => {
    expect(failed(coded(code))).toMatchObject({ code: expected, processed, detail: code, host: 'host.example' });
  });

  test.each([
    ['net::ERR_NAME_NOT_RESOLVED', 'host-not-found'],
    ['net::ERR_CONNECTION_REFUSED', 'refused'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'tls'],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy'],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy'],
    ['net::ERR_INTERNET_DISCONNECTED', 'network'],
    ['Proxy response (407) !== 200 when HTTP Tunneling', 'proxy'],
    ['unexpected redirect', 'redirected'],
  ])('tells the failure “%s” as %s', (message, code) => {
    expect(failed(new Error(message))).toMatchObject({ code });
    expect(networkFailure(new Error(message), 'host.example')).toMatchObject({ code });
  });

  test('tells that a host refuses when both of its addresses do', () => {
    const both = new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')], '');
    expect(failed(both)).toMatchObject({ code: 'refused' });
  });

  test('tells a failure without a word as the proxy’s, as status 407 comes', () => {
    expect(failed(new Error(''))).toMatchObject({ code: 'proxy', processed: 'no', detail: 'sign-in' });
  });

  const named = (hostname: string) =>
    Object.assign(coded('ENOTFOUND', `getaddrinfo ENOTFOUND ${hostname}`), { hostname });

  test.each([
    [named('proxy.firma.local'), 'proxy', 'proxy.firma.local'],
    [coded('EAI_AGAIN', 'getaddrinfo EAI_AGAIN proxy.firma.local'), 'proxy', 'proxy.firma.local'],
    [named('host.example'), 'host-not-found', 'host.example'],
    [coded('ENOTFOUND', 'getaddrinfo ENOTFOUND HOST.example'), 'host-not-found', 'host.example'],
    [Object.assign(coded('ECONNREFUSED'), { address: '10.0.0.1', port: 3128 }), 'proxy', '10.0.0.1:3128'],
    [coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:8080'), 'proxy', '127.0.0.1:8080'],
    [coded('ECONNREFUSED', 'connect ECONNREFUSED 192.0.2.1:443'), 'refused', 'host.example'],
    [
      coded('ECONNREFUSED', 'Failed to establish a socket connection to proxies: ["PROXY 10.0.0.1:3128"]'),
      'proxy',
      '10.0.0.1:3128',
    ],
    [
      coded('ERR_TLS_CERT_ALTNAME_INVALID', "Host: host.example. is not in the cert's altnames: DNS:proxy.firma.local"),
      'tls',
      'host.example',
    ],
  ])('names the part that fails: %s is %s of %s', (cause, code, host) => {
    expect(failed(cause)).toMatchObject({ code, host, processed: 'no' });
  });

  test('knows the port of the service itself', () => {
    const refused = coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:8080');
    expect(networkFailure(refused, '127.0.0.1:8080')).toMatchObject({ code: 'refused', host: '127.0.0.1:8080' });
  });

  test.each([
    [coded('EPROTO', 'write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:x'), 'http://'],
    [coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'http://'],
    [new Error('net::ERR_SSL_PROTOCOL_ERROR'), 'http://'],
    [coded('EPROTO', 'packet length too long'), 'http://'],
    [coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'another name'],
    [new Error('net::ERR_CERT_COMMON_NAME_INVALID'), 'another name'],
    [coded('CERT_HAS_EXPIRED'), 'clock'],
    [new Error('net::ERR_CERT_DATE_INVALID'), 'clock'],
    [coded('CERT_NOT_YET_VALID'), 'clock'],
    [coded('SELF_SIGNED_CERT_IN_CHAIN'), 'http.systemCertificates'],
    [named('proxy.firma.local'), 'The proxy proxy.firma.local wasn’t found'],
    [coded('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:3128'), 'The proxy 10.0.0.1:3128 refused'],
    [coded('x', 'Proxy response (407) !== 200 when HTTP Tunneling'), 'sign-in'],
    [coded('x', 'Proxy response (503) !== 200 when HTTP Tunneling'), 'http.proxy'],
  ])('says what helps against %s', (cause, words) => {
    expect(errorSentence(errorData(failed(cause)))).toContain(words);
  });

  test('does not keep a message that repeats a header', () => {
    const error = networkFailure(new TypeError('Headers.append: "s3cret" is an invalid header value.'), 'host.example');
    expect(JSON.stringify({ ...error, message: error.message, cause: String(error.cause) })).not.toContain('s3cret');
  });

  test('tells what is no error at all as a failure of the network', () => {
    for (const thrown of [undefined, null, 'text', 7])
      expect(networkFailure(thrown, 'h')).toMatchObject({ code: 'network' });
  });
});

describe('target', () => {
  test('keeps the base path, with and without a slash at its end', () => {
    for (const base of ['https://api.example/agents', 'https://api.example/agents/']) {
      const url = target(base, '/v1/threads', { limit: 100, cursor: 'a b&c', user_id: undefined });
      expect(url.href).toBe('https://api.example/agents/v1/threads?limit=100&cursor=a+b%26c');
    }
  });

  test.each(['/../../v1', '/v1/../../x', '/%2e%2e/x', '/v1#x'])('refuses the path %s', (relative) => {
    expect(() => target('https://api.example/agents', relative)).toThrow(ChatError);
  });

  test.each(['//evil.example/x', '/\\evil.example', 'https://evil.example/x'])(
    'stays on the origin with %s',
    (relative) => {
      expect(target('https://api.example/agents', relative).host).toBe('api.example');
    },
  );

  test.each(['http://api.example', 'https://u:p@api.example', 'file:///etc', '', 'https://api.example/?x=1'])(
    'never calls %s',
    (base) => {
      expect(() => target(base, '/v1')).toThrow('insecure-url');
    },
  );

  test('takes only ids into a path', () => {
    expect(path`/v1/threads/${'a-1'}/messages/${'b.2_C'}`).toBe('/v1/threads/a-1/messages/b.2_C');
    for (const id of ['..', '.', '', 'a/b', 'ä', 'x'.repeat(129)]) {
      expect(isId(id)).toBe(false);
      expect(() => path`/v1/threads/${id}`).toThrow('invalid-request');
    }
  });
});

describe('withRetry', () => {
  const failing = (error: ChatError) => {
    const attempts: number[] = [];
    const attempt = async (number: number): Promise<never> => {
      attempts.push(number);
      throw error;
    };
    return { attempts, attempt };
  };

  test.each([
    ['safe', { code: 'network', processed: 'maybe' }, 3],
    ['safe', { code: 'refused', processed: 'no' }, 3],
    ['safe', { code: 'tls', processed: 'no' }, 1],
    ['safe', { code: 'key-missing', processed: 'no' }, 1],
    ['safe', { code: 'unavailable', status: 500, processed: 'maybe' }, 3],
    ['safe', { code: 'vendor-timeout', status: 408, processed: 'maybe' }, 3],
    ['safe', { code: 'unavailable', status: 425, processed: 'yes' }, 3],
    ['safe', { code: 'not-found', status: 404, processed: 'yes' }, 1],
    ['safe', { code: 'timeout-headers', processed: 'maybe' }, 1],
    ['unprocessed', { code: 'refused', processed: 'no' }, 3],
    ['unprocessed', { code: 'network', processed: 'maybe' }, 1],
    ['unprocessed', { code: 'rate-limited', status: 429, processed: 'no' }, 3],
    ['unprocessed', { code: 'unavailable', status: 503, processed: 'no' }, 3],
    ['unprocessed', { code: 'unavailable', status: 503, processed: 'maybe' }, 1],
    ['unprocessed', { code: 'unavailable', status: 500, processed: 'maybe' }, 1],
    ['never', { code: 'refused', processed: 'no' }, 1],
  ] as const)('tries a %s request that fails with %j %i times', async (repeat, { code, ...options }, times) => {
    const error = new ChatError(code, options);
    const { attempts, attempt } = failing(error);
    await expect(withRetry(repeat, 1, never, attempt)).rejects.toBe(error);
    expect(attempts).toEqual(Array.from({ length: times }, (_, index) => index + 1));
  });

  test('does not repeat a defect of ours', async () => {
    let attempts = 0;
    const attempt = async (): Promise<never> => {
      attempts++;
      throw new TypeError('bug');
    };
    await expect(withRetry('safe', 1, never, attempt)).rejects.toThrow('bug');
    expect(attempts).toBe(1);
  });

  test('ends the wait for the next try at once on a stop', async () => {
    const stop = new AbortController();
    const { attempts, attempt } = failing(
      new ChatError('rate-limited', { status: 429, processed: 'no', retryAt: Date.now() + 50_000 }),
    );
    const waiting = withRetry('safe', 1, stop.signal, attempt);
    await Promise.resolve();
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    expect(attempts).toEqual([1]);
  });
});
