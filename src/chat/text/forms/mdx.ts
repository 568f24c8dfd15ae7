import { footnotesIn } from '../citations/footnotes.ts';
import { type DocumentForm, fence, indented, markedList, plainAddress } from './form.ts';

function text(words: string): string {
  return words
    .replace(/[\\`*{}<>[\]~|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu, '\\$&')
    .replace(/:(?=\w*[[{:])/g, '\\:');
}

/** Whether a line could be read as the beginning of another block, or as a line of the module. */
function safeLine(line: string): string {
  return line
    .replace(/^(?=[#=+:-])/, '\\')
    .replace(/^(\d+)(?=[.)])/, '$1\\')
    .replace(/^[ie](?=mport\b|xport\b)/, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** MDX, in which a brace and `<` begin code; footnotes as GitHub has them. */
export const mdx: DocumentForm = {
  text,
  strong: (inner) => `**${inner}**`,
  emphasis: (inner) => `*${inner}*`,
  strike: (inner) => `~~${inner}~~`,
  code(code) {
    const mark = fence(code, '`', 1);
    return /^`|`$|^ .* $/.test(code) ? `${mark} ${code} ${mark}` : `${mark}${code}${mark}`;
  },
  link: (words, address) =>
    `[${words}](${plainAddress(address).replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})`,
  hardBreak: '\\\n',
  softBreak: '\n',
  paragraph: (inline) => inline.split('\n').map(safeLine).join('\n'),
  heading: (inline, level) => `${'#'.repeat(level)} ${inline}`,
  list: markedList,
  quote: (blocks) => `> ${indented(blocks, '> ').replace(/\n(?=\n|$)/g, '\n>')}`,
  codeBlock(code, language) {
    const mark = fence(code, '`', 3);
    return `${mark}${language.replace(/[`{}]/g, '')}\n${code}\n${mark}`;
  },
  table(rows) {
    const lines = rows.map((row) => `| ${row.join(' | ')} |`);
    return [lines[0], `|${' --- |'.repeat(rows[0]?.length ?? 1)}`, ...lines.slice(1)].join('\n');
  },
  rule: '***',
  // Another mark, so that one list does not go on in the other.
  between: (previous, next) => (previous.type === 'list' && next.type === 'list' ? '{/* */}' : undefined),
  notes: {
    known: footnotesIn,
    label: (number) => String(number),
    mark: (label) => `[^${label}]`,
    definitions: (notes) => notes.map(({ label, source }) => `[^${label}]: ${source}`).join('\n'),
  },
  nests: true,
};
