import { type CurlCommand, curlIn } from './shellWords.ts';

/** The connection as a cURL command of a vendor's pages, or lines of an `.env` file, describe it. */
export interface ConnectionText {
  readonly provider: 'haufe' | 'copilotBuilder';
  /** The base address, without the rest of the vendor's paths; absent: none was given. */
  readonly baseUrl?: string;
  readonly key?: string;
  readonly license?: string;
  readonly userId?: string;
  readonly deploymentId?: string;
}

/** Longest text that is read. */
const longest = 20_000;

/** Reads a pasted cURL command or `.env` lines; undefined where it is neither, or names no vendor. */
export function connectionText(text: string): ConnectionText | undefined {
  const given = text.slice(0, longest).trim();
  const { before, command } = curlIn(given) ?? {};
  return command ? fromCurl(command, assignments(before ?? '')) : fromEnv(assignments(given));
}

type Assignments = ReadonlyMap<string, string>;

function fromCurl({ addresses, headers: lines, data }: CurlCommand, known: Assignments): ConnectionText | undefined {
  const filled = (value: string) =>
    value.replace(/\$\{?(\w+)\}?|%(\w+)%/g, (whole, name, other) => known.get((name ?? other).toUpperCase()) ?? whole);
  const headers = new Map(
    lines.map((line) => {
      const [name = '', ...value] = line.split(':');
      return [name.trim().toLowerCase(), filled(value.join(':').trim())] as const;
    }),
  );
  const address = addresses.map((word) => addressOf(filled(word))).find((url) => url !== undefined);
  const query = new URLSearchParams(address?.search);
  const json = objectIn(data.join(''));
  for (const word of data)
    if (/^[\w-]+=/.test(word)) for (const [name, value] of new URLSearchParams(word)) query.set(name, value);
  const isHaufe = headers.has('api-key') || /\/v1\/(?:assistants|threads|chat|files)/.test(address?.pathname ?? '');
  const isCopilotBuilder =
    headers.has('x-api-key') || /\/chat\/(?:initialize|sendmessage)/i.test(address?.pathname ?? '');
  const provider = isCopilotBuilder ? 'copilotBuilder' : isHaufe ? 'haufe' : undefined;
  if (!provider) return undefined;
  const userData = objectOf(objectOf(json['meta_data'])['user_data']);
  return withoutBlanks({
    provider,
    baseUrl: address && baseOf(address),
    key: headers.get(provider === 'haufe' ? 'api-key' : 'x-api-key'),
    license: textOf(userData['licence']) ?? textOf(userData['license']),
    userId:
      provider === 'haufe' ? (textOf(json['user_id']) ?? query.get('user_id') ?? headers.get('user-id')) : undefined,
    deploymentId: query.get('deploymentId') ?? textOf(json['deploymentId']),
  });
}

/** An address may stand without its scheme. */
function addressOf(word: string): URL | undefined {
  const url = URL.parse(/^[\w.-]+\.[a-z]{2,}(?::\d+)?(?:\/|$)/i.test(word) ? `https://${word}` : word);
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

function baseOf({ origin, pathname }: URL): string {
  return origin + pathname.replace(/\/(?:v1|chat)(?:\/.*)?$/i, '').replace(/\/+$/, '');
}

function fromEnv(values: Assignments): ConnectionText | undefined {
  const find = (pattern: RegExp) => [...values].find(([name, value]) => pattern.test(name) && value !== '')?.[1];
  const address = URL.parse(find(/(?:BASE_?URL|ENDPOINT|HOST|_URL)$/) ?? '');
  const names = [...values.keys(), address?.host.toUpperCase() ?? ''].join(' ');
  const isCopilotBuilder = /COPILOT_?BUILDER|DEPLOYMENT_?ID/.test(names);
  if (!isCopilotBuilder && !/HAUFE/.test(names)) return undefined;
  return withoutBlanks({
    provider: isCopilotBuilder ? 'copilotBuilder' : 'haufe',
    baseUrl: address ? baseOf(address) : undefined,
    key: find(/API_?KEY$/) ?? find(/KEY$/) ?? find(/TOKEN$/),
    license: isCopilotBuilder ? undefined : find(/LICEN[CS]E(?:_?ID)?$/),
    userId: isCopilotBuilder ? undefined : find(/USER_?ID$/),
    deploymentId: isCopilotBuilder ? find(/DEPLOYMENT_?ID$/) : undefined,
  });
}

/** A name and its value, as shells, `.env` files, PowerShell, Compose files and JSON write them; `setx` has no sign. */
const assignment =
  /(?:^|[\s;{,])(?:setx[ \t]+"?(\w+)"?[ \t]+|\$?(?:env:)?("?)([A-Za-z_]\w*)("?)[ \t]*[=:][ \t]*)(?:"([^"]*)"|'([^']*)'|(\S*))/gi;

/** The values in lines that are no comments, by their names in capitals. */
function assignments(text: string): Assignments {
  const values = new Map<string, string>();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (/^\s*(?:#|\/\/|rem\s)/i.test(line)) continue;
    for (const [, set, quote, name = '', unquote, double, single, plain = ''] of line.matchAll(assignment)) {
      // `set "NAME=value"` has its quotes around both.
      const bare = quote !== '' && unquote === '' ? plain.replace(/"$/, '') : plain;
      values.set((set ?? name).toUpperCase(), (double ?? single ?? bare.replace(/;$/, '')).trim());
    }
  }
  return values;
}

type Found = { readonly [K in keyof ConnectionText]: ConnectionText[K] | null | undefined } & Pick<
  ConnectionText,
  'provider'
>;

/** Returns the connection without empty values and placeholders that the person is to replace. */
function withoutBlanks({ provider, ...found }: Found): ConnectionText {
  const isGiven = (value: unknown) =>
    typeof value === 'string' &&
    value !== '' &&
    !/^[<{$%[]|^(?:x{3,}|\.{3}|…)|^(?:GUID|string)$|^(?:your|my|dein|ihr)(?:[-_ ]?(?:own|haufe|copilotbuilder|api|key|id|licen[cs]e|deployment|secret|token|here))+$/i.test(
      value,
    );
  return { provider, ...Object.fromEntries(Object.entries(found).filter(([, value]) => isGiven(value))) };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined;
}
