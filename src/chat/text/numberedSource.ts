import type MarkdownIt from 'markdown-it';

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
