import MarkdownIt from 'markdown-it';

/** Reads blocks as the page does, and no more: what stands in a paragraph is no block of code. */
const parser = new MarkdownIt({ html: false });
addNumberedSource(parser);
parser.core.ruler.enableOnly(['normalize', 'block']);

/**
 * Lines `firstLine` to `lastLine` (0-based, end exclusive) of an answer's Markdown, which are one block of code or its
 * beginning, as the code they hold: without the marks and the indentation of the lists and quotes that it stands in, and
 * without the one that makes it code where it has no fence. Lines that are no code give an empty string.
 */
export function codeAt(text: string, firstLine: number, lastLine: number): string {
  for (const { type, map, content } of parser.parse(text, {})) {
    if (!map || (type !== 'fence' && type !== 'code_block')) continue;
    const start = map[0] + (type === 'fence' ? 1 : 0);
    if (firstLine < start || firstLine >= map[1]) continue;
    const lines = content.replace(/\n$/, '').split('\n');
    return lines.slice(firstLine - start, lastLine - start).join('\n');
  }
  return '';
}

type Parser = InstanceType<typeof MarkdownIt>;

const number = /^\d{1,3}(?:\s*,\s*\d{1,3})*$/;
const definition = /^\[\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*\]:/;

/**
 * A line such as `[2]: https://…` is a source that the answer names in its own words. As a definition it would vanish,
 * and turn the number in the text into a link in place of the citation that the service has given.
 */
export function addNumberedSource({ block, core }: Pick<Parser, 'block' | 'core'>): void {
  block.ruler.before('reference', 'numbered_source', (state, startLine, _, silent) => {
    const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
    const line = state.src.slice(start, state.eMarks[startLine]);
    if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || !definition.test(line)) return false;
    if (silent) return true;
    state.line = startLine + 1;
    state.push('paragraph_open', 'p', 1).map = [startLine, state.line];
    const inline = state.push('inline', '', 0);
    inline.content = line.trim();
    inline.map = [startLine, state.line];
    inline.children = [];
    state.push('paragraph_close', 'p', -1);
    return true;
  });
  // Written over several lines it is read as a definition all the same; no number may refer to it.
  core.ruler.after('block', 'numbered_reference', ({ env: { references = {} } }) => {
    for (const label of Object.keys(references)) if (number.test(label)) delete references[label];
  });
}
