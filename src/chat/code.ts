import { Containers, unindented } from './containers.ts';

/**
 * Lines `firstLine` to `lastLine` (0-based, end exclusive) of an answer's Markdown, which are one block of code, as the
 * code they hold: without the marks and the indentation of the lists and quotes that it stands in, and without the one
 * that makes it code where it has no fence. A range outside the text gives an empty string.
 */
export function codeAt(text: string, firstLine: number, lastLine: number): string {
  const lines = text.split(/\r\n|\r|\n/);
  const containers = new Containers();
  for (const line of lines.slice(0, firstLine)) containers.pass(line);
  return lines
    .slice(firstLine, lastLine)
    .map((line) => unindented(containers.inside(line), containers.indent).text)
    .join('\n');
}
