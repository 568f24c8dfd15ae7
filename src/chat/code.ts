/**
 * Lines `firstLine` to `lastLine` (0-based, end exclusive) of an answer's Markdown, as the code they hold: without the
 * indentation of the list or quote that the fence stands in. A range outside the text gives an empty string.
 */
export function codeAt(text: string, firstLine: number, lastLine: number): string {
  const lines = text.split(/\r\n|\r|\n/);
  const fence = lines[firstLine - 1] ?? '';
  const prefix = /^[\s>]*/.exec(/(```|~~~)/.test(fence) ? fence : '')?.[0] ?? '';
  return lines
    .slice(firstLine, lastLine)
    .map((line) => (line.startsWith(prefix) ? line.slice(prefix.length) : line.trimStart() === '' ? '' : line))
    .join('\n');
}
