import { type DocumentForm, fence, markedList, type Neighbors, nameOf, plainAddress } from './form.ts';

function text(words: string): string {
  return words.replace(/[\\*_`$#@<>[\]~"']/g, '\\$&').replace(/-(?=[-?\d])|\.(?=\.)|\/(?=[/*])|(?<=\*)\//g, '\\$&');
}

const string = (words: string) => JSON.stringify(words.replace(/[\u2028\u2029]/g, ' '));
const isInWord = ({ before, after }: Neighbors) => /[\p{L}\p{N}_]/u.test(before + after);
/** An expression, ended where what follows would go on in it. */
const call = (written: string, { after }: Neighbors) => written + (/[([.;]/.test(after) ? ';' : '');

/** Whether a line could be read as the beginning of another block. */
const safeLine = (line: string) => line.replace(/^(?=[-+/=])/, '\\').replace(/^(\d+)(?=\.)/, '$1\\');

/** Typst; the first mark of a source is its footnote, each later one names its label. */
export const typst: DocumentForm = {
  text,
  strong: (inner, around) => (isInWord(around) ? call(`#strong[${inner}]`, around) : `*${inner}*`),
  emphasis: (inner, around) => (isInWord(around) ? call(`#emph[${inner}]`, around) : `_${inner}_`),
  strike: (inner, around) => call(`#strike[${inner}]`, around),
  code: (code, around) => (/^$|[`\n]/.test(code) ? call(`#raw(${string(code)})`, around) : `\`${code}\``),
  link: (words, address, around) => call(`#link(${string(plainAddress(address))})[${words}]`, around),
  hardBreak: ' \\\n',
  softBreak: ' ',
  paragraph: (inline) => inline.split('\n').map(safeLine).join('\n'),
  heading: (inline, level) => `${'='.repeat(level)} ${inline}`,
  list: markedList,
  quote: (blocks) => `#quote(block: true)[\n${blocks}\n]`,
  codeBlock(code, language) {
    const mark = fence(code, '`', 3);
    return `${mark}${language.replace(/[^\w-]/g, '')}\n${code}\n${mark}`;
  },
  table(rows) {
    const width = Math.max(1, ...rows.map(({ length }) => length));
    const [head = '', ...body] = rows.map((row) =>
      Array.from({ length: width }, (_, at) => `[${safeLine(row[at] ?? '')}]`).join(', '),
    );
    return [`#table(`, `  columns: ${width},`, `  table.header(${head}),`, ...body.map((row) => `  ${row},`), ')'].join(
      '\n',
    );
  },
  rule: '#line(length: 100%)',
  notes: {
    known(document) {
      const labels = new Map<string, string>();
      for (const [, source = '', label = ''] of document.matchAll(/#footnote\[(.*?)\]<(source-\w+)>/g))
        labels.set(source, label);
      return { labels, largest: 0 };
    },
    label: (_, source) => nameOf(source),
    mark: (label, source, isFirst, around) =>
      isFirst ? `#footnote[${source}]<${label}>` : call(`#footnote(<${label}>)`, around),
  },
  nests: true,
};
