import { isSafeBaseUrl } from '../../chat/model/connection.ts';
import { ChatError } from '../../chat/model/errors.ts';

export type Query = Readonly<Record<string, string | number | undefined>>;

const idPattern = /^[A-Za-z0-9._-]{1,128}$/;

/** Returns whether `value` can stand in a path as an identifier of the vendor. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && idPattern.test(value) && value !== '.' && value !== '..';
}

/** A path of literals and ids: path`/v1/threads/${id}`. Throws ChatError `invalid-request` for what is no id. */
export function path(literals: TemplateStringsArray, ...ids: readonly string[]): string {
  return literals.reduce((built, literal, index) => {
    const id = ids[index - 1];
    if (!isId(id)) throw new ChatError('invalid-request', { processed: 'no', detail: 'id' });
    return built + encodeURIComponent(id) + literal;
  });
}

/**
 * The address of a request: `base`, then `relative`, then the query without its undefined values. Throws ChatError
 * `insecure-url` unless the result is https (or http on loopback), on the origin of `base` and under its path.
 */
export function target(base: string, relative: string, query: Query = {}): URL {
  if (!isSafeBaseUrl(base)) throw new ChatError('insecure-url', { processed: 'no' });
  const root = new URL(base.endsWith('/') ? base : `${base}/`);
  const url = URL.parse(root.href + relative.replace(/^\//, ''));
  // The path is made of literals and checked ids; this is the second lock, before the key is added.
  if (
    !url ||
    url.origin !== root.origin ||
    !url.pathname.startsWith(root.pathname) ||
    url.username ||
    url.hash ||
    url.search
  ) {
    throw new ChatError('insecure-url', { processed: 'no', host: root.host });
  }
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}
