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
  return /^\s*(?:\$\s*)?curl(?:\.exe)?\s/i.test(given) ? fromCurl(wordsOf(given)) : fromEnv(given);
}

function fromCurl(words: readonly string[]): ConnectionText | undefined {
  const headers = new Map<string, string>();
  const query = new URLSearchParams();
  let address: URL | null = null;
  let body = '';
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    const next = words[index + 1] ?? '';
    if (/^(?:-H|--header)$/.test(word)) {
      const [name = '', ...value] = next.split(':');
      headers.set(name.trim().toLowerCase(), value.join(':').trim());
      index++;
    } else if (/^(?:-d|--data(?:-raw|-binary|-ascii|-urlencode)?|--json)$/.test(word)) {
      body += next;
      index++;
    } else if (/^(?:-X|--request|-o|--output|-u|--user|-A|--user-agent|-b|--cookie|-m|--max-time)$/.test(word)) index++;
    else address ??= URL.parse(word === '--url' ? next : word);
  }
  for (const [name, value] of address?.searchParams ?? []) query.set(name, value);
  const json = objectIn(body);
  const isHaufe = headers.has('api-key') || /\/v1\/(?:assistants|threads|chat|files)/.test(address?.pathname ?? '');
  const isCopilotBuilder =
    headers.has('x-api-key') || /\/chat\/(?:initialize|sendmessage)/i.test(address?.pathname ?? '');
  const provider = isCopilotBuilder ? 'copilotBuilder' : isHaufe ? 'haufe' : undefined;
  if (!provider) return undefined;
  const userData = objectOf(objectOf(json['meta_data'])['user_data']);
  return withoutBlanks({
    provider,
    baseUrl: address ? `${address.origin}${address.pathname.replace(/\/(?:v1|chat)(?:\/.*)?$/i, '')}` : undefined,
    key: headers.get(provider === 'haufe' ? 'api-key' : 'x-api-key'),
    license: textOf(userData['licence']) ?? textOf(userData['license']),
    userId:
      provider === 'haufe' ? (textOf(json['user_id']) ?? query.get('user_id') ?? headers.get('user-id')) : undefined,
    deploymentId: query.get('deploymentId') ?? textOf(json['deploymentId']),
  });
}

function fromEnv(text: string): ConnectionText | undefined {
  const values = new Map<string, string>();
  for (const [, name = '', quoted, single, plain] of text.matchAll(
    /(?:^|[\s;])(?:export\s+|set\s+)?([A-Za-z_]\w*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;#]*))/g,
  ))
    values.set(name.toUpperCase(), (quoted ?? single ?? plain ?? '').trim());
  const find = (pattern: RegExp) => [...values].find(([name]) => pattern.test(name))?.[1];
  const names = [...values.keys()].join(' ');
  const isCopilotBuilder = /COPILOT_?BUILDER|DEPLOYMENT_?ID/.test(names);
  if (!isCopilotBuilder && !/HAUFE/.test(names)) return undefined;
  return withoutBlanks({
    provider: isCopilotBuilder ? 'copilotBuilder' : 'haufe',
    baseUrl: find(/(?:BASE_?URL|ENDPOINT|_URL)$/)?.replace(/\/+$/, ''),
    key: find(/API_?KEY$/) ?? find(/KEY$/),
    license: isCopilotBuilder ? undefined : find(/LICEN[CS]E(?:_?ID)?$/),
    userId: isCopilotBuilder ? undefined : find(/USER_?ID$/),
    deploymentId: isCopilotBuilder ? find(/DEPLOYMENT_?ID$/) : undefined,
  });
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
    !/^[<{$%[]|^(?:your|my|xxx|\.\.\.)[-_ ]?|^(?:GUID|string)$/i.test(value);
  return { provider, ...Object.fromEntries(Object.entries(found).filter(([, value]) => isGiven(value))) };
}

/** The words of a shell's command line: quotes and escapes as in POSIX, and the line ends of other shells. */
function wordsOf(command: string): readonly string[] {
  const joined = command.replace(/[\\^`]\s*\r?\n/g, ' ').replace(/\s\\\s/g, ' ');
  const words: string[] = [];
  for (const [word] of joined.matchAll(/(?:\$?'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\]+)+/gs)) {
    const parts = word.matchAll(/\$?'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)/gs);
    words.push(
      Array.from(
        parts,
        ([, single, double, escaped, plain]) =>
          single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? '',
      ).join(''),
    );
  }
  return words;
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
