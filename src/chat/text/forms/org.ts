import { type DocumentForm, indented, itemText, type Neighbors, plainAddress } from './form.ts';

/** Joins words and is no white space: beside a sign it keeps Org from reading that as markup. */
const guard = '\u2060';

function text(words: string): string {
  return words
    .replace(/\\(?=[a-zA-Z(_[])/g, `\\${guard}`)
    .replace(/_(?=\S)|(?<=\S)\^(?=\S)/g, (sign) => (sign === '_' ? '\\under{}' : '\\asciicirc{}'))
    .replace(/(?<![\p{L}\p{N}])(?=[*/=~+]\S)/gu, guard)
    .replace(/\[(?=\[|fn:|cite|\d)|\{(?=\{\{)|<(?=\S)|@(?=@)/g, `$&${guard}`)
    .replace(/\$(?=\S)/g, '\\dollar{}');
}

const opens = /^$|[\s\-–—({'"]/;
const closes = /^$|[\s\-–—.,;:!?'")}[]/;

/** A span where Org would read it as one, else its words. */
function span(mark: string, inner: string, { before, after }: Neighbors): string {
  return opens.test(before) && closes.test(after)
    ? `${mark}${inner.replace(/\u2060?([*/=~+])/g, `${guard}$1${guard}`)}${mark}`
    : inner;
}

/** Whether a line could be read as the beginning of another block. */
const begins = /^(?:[^\p{L}\p{N}\s[\u2060]|\[fn:|(?:\d+|\p{L})[.)](?:\s|$)|[A-Z]+:)/u;
const safeLine = (line: string) => (begins.test(line) && !/^[*/_=~+]\S/.test(line) ? `${guard}${line}` : line);

/** Org mode. */
export const org: DocumentForm = {
  text,
  strong: (inner, around) => span('*', inner, around),
  emphasis: (inner, around) => span('/', inner, around),
  strike: (inner, around) => span('+', inner, around),
  code: (code, around) => (/~|^\s|\s$|^$/.test(code) ? text(code) : span('~', code, around)),
  link: (words, address) =>
    `[[${plainAddress(address).replace(/[[\]]/g, encodeURIComponent)}][${words.replace(/\]/g, `]${guard}`)}]]`,
  hardBreak: ' \\\\\n',
  softBreak: ' ',
  paragraph: (inline) => inline.split('\n').map(safeLine).join('\n'),
  heading: (inline, level) => `${'*'.repeat(level)} ${inline}`,
  list(items, { numbers, isTight }) {
    return items
      .map((blocks, at) => {
        const mark = numbers ? `${numbers[at]}. ` : '- ';
        const number = numbers && numbers[at] !== (numbers[at - 1] ?? 0) + 1 ? `[@${numbers[at]}] ` : '';
        return `${mark}${number}${indented(itemText(blocks, isTight), ' '.repeat(mark.length))}`.trimEnd();
      })
      .join('\n');
  },
  quote: (blocks) => `#+begin_quote\n${blocks}\n#+end_quote`,
  codeBlock(code, language) {
    const name = language.replace(/[^\w+#-]/g, '') || 'text';
    return `#+begin_src ${name}\n${code.replace(/^(?=,*(?:\*|#\+))/gm, ',')}\n#+end_src`;
  },
  table(rows) {
    const lines = rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\vert{}')).join(' | ')} |`);
    return [lines[0], '|-', ...lines.slice(1)].join('\n');
  },
  rule: '-----',
  between: (previous, next) => (previous.type === 'list' && next.type === 'list' ? '#' : undefined),
  notes: {
    known(document) {
      const labels = new Map<string, string>();
      let largest = 0;
      for (const [, label = '', source = ''] of document.matchAll(/^\[fn:(\d{1,6})\][ \t]+(.+?)[ \t\r]*$/gm)) {
        labels.set(source, label);
        largest = Math.max(largest, Number(label));
      }
      return { labels, largest };
    },
    label: (number) => String(number),
    mark: (label) => `[fn:${label}]`,
    definitions: (notes) => notes.map(({ label, source }) => `[fn:${label}] ${source}`).join('\n'),
  },
  nests: false,
};
