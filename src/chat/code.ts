/**
 * Lines `firstLine` to `lastLine` (0-based, end exclusive) of an answer's Markdown, as the code they hold: without the
 * indentation of the list or quote that it stands in, and without the one that makes it code where it has no fence. A
 * range outside the text gives an empty string.
 */
export function codeAt(text: string, firstLine: number, lastLine: number): string {
  const lines = text.split(/\r\n|\r|\n/);
  const code = lines.slice(firstLine, lastLine);
  const prefix = fencePrefix(lines[firstLine - 1] ?? '') ?? commonPrefix(code);
  return code
    .map((line) => (line.startsWith(prefix) ? line.slice(prefix.length) : line.trimStart() === '' ? '' : line))
    .join('\n');
}

/** What stands before each line of code below this fence: the place of a list's mark is blank there. */
function fencePrefix(line: string): string | undefined {
  const before = /^((?:[\s>]|[-*+] |\d{1,9}[.)] )*)(?:`{3}|~{3})/.exec(line)?.[1];
  return before?.replace(/[^\s>]/g, ' ');
}

/** Blanks and quote marks that all lines of code without a fence begin with. */
function commonPrefix(code: readonly string[]): string {
  const prefixes = code.filter((line) => line.trim() !== '').map((line) => /^(?:\s*>)*\s*/.exec(line)?.[0] ?? '');
  let shared = prefixes[0] ?? '';
  for (const prefix of prefixes) while (!prefix.startsWith(shared)) shared = shared.slice(0, -1);
  return shared;
}
