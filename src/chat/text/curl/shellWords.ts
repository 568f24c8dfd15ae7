/** A command of cURL, read; an option may come several times. */
export interface CurlCommand {
  readonly addresses: readonly string[];
  readonly headers: readonly string[];
  readonly data: readonly string[];
}

/** Where a command of cURL begins, behind a prompt, a comment, assignments or `sudo`. */
const curl =
  /(?:^|[;&|])[ \t]*(?:[$>%#][ \t]*)?(?:sudo[ \t]+)?(?:[a-z_]\w*=(?:"[^"]*"|'[^']*'|\S*)[ \t]+)*curl(?:\.exe)?(?=\s)/im;

/** Returns what stands before a command of cURL, and the command; undefined where there is none. */
export function curlIn(text: string): { readonly before: string; readonly command: CurlCommand } | undefined {
  const { index, 0: start } = curl.exec(text) ?? { index: -1, 0: '' };
  if (index < 0) return undefined;
  const end = index + start.length;
  // The command processor of Windows escapes with `^`, which also ends a line that goes on.
  const isWindows = text.includes('^"') || /\^\s*\n/.test(text);
  const rest = isWindows
    ? text.slice(end).replace(/\^(\s*\n)?([^\s])?/g, (_, line, sign) => (line ? ' ' : '') + (sign ?? ''))
    : text.slice(end);
  return { before: text.slice(0, end), command: commandOf(wordsOf(rest)) };
}

/** Options that take a value, by their letters and names. */
const letters = 'AbcCdDeEFHKmoPQrtTuUwxXyYz';
const names =
  /^(?:header|data(?:-raw|-binary|-ascii|-urlencode)?|json|request|url(?:-query)?|output|user(?:-agent)?|cookie(?:-jar)?|max-time|connect-timeout|retry(?:-delay|-max-time)?|proxy(?:-user|-header)?|preproxy|socks\w+|noproxy|ca(?:cert|path)|cert(?:-type)?|key(?:-type)?|pass|form(?:-string)?|referer|resolve|write-out|config|interface|limit-rate|range|upload-file|ciphers|tls-max|proto(?:-default|-redir)?|dump-header|max-redirs)$/;

function commandOf(words: readonly string[]): CurlCommand {
  const [addresses, headers, data]: [string[], string[], string[]] = [[], [], []];
  const take = (name: string, value: string) => {
    if (name === 'H' || name === 'header') headers.push(value);
    else if (name === 'url') addresses.push(value);
    else if (/^(?:d|data|json|url-query)/.test(name)) data.push(value);
  };
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    // What follows is another command, or a file.
    if (/^(?:[|;]|&&|\d?>)/.test(word)) break;
    const [, long, given] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (long !== undefined) {
      if (names.test(long)) take(long, given ?? words[++index] ?? '');
    } else if (/^-[^-]/.test(word)) {
      const at = [...word].findIndex((letter, place) => place > 0 && letters.includes(letter));
      if (at > 0) take(word[at] ?? '', word.slice(at + 1) || (words[++index] ?? ''));
    } else addresses.push(word);
  }
  return { addresses, headers, data };
}

/** The words of a shell's command line: quotes and escapes as in POSIX, and the line ends of other shells. */
function wordsOf(command: string): readonly string[] {
  const joined = command.replace(/[\\`]\s*\r?\n/g, ' ').replace(/\s\\\s/g, ' ');
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
