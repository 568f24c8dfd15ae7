import { type DocumentForm, indented, markedList } from './form.ts';

/** Text that nothing reads as markup: the answer's words, its lists and tables as they can be typed, a list of sources. */
export const plainText: DocumentForm = {
  text: (words) => words,
  strong: (inner) => inner,
  emphasis: (inner) => inner,
  strike: (inner) => inner,
  code: (code) => code,
  link: (words, address) => (words === address ? words : `${words} (${address})`),
  hardBreak: '\n',
  softBreak: '\n',
  paragraph: (inline) => inline,
  heading: (inline) => inline,
  list: markedList,
  quote: (blocks) => `> ${indented(blocks, '> ').replace(/\n(?=\n|$)/g, '\n>')}`,
  codeBlock: (code) => code,
  table: (rows) => rows.map((row) => row.join(' | ')).join('\n'),
  rule: '----',
  notes: {
    known(document) {
      const labels = new Map<string, string>();
      let largest = 0;
      for (const [, label = '', source = ''] of document.matchAll(
        /^[^\p{L}\p{N}[]*\[(\d{1,6})\][ \t]+(.+?)[ \t\r]*$/gmu,
      )) {
        labels.set(source, label);
        largest = Math.max(largest, Number(label));
      }
      return { labels, largest };
    },
    label: (number) => String(number),
    mark: (label) => `[${label}]`,
    definitions: (notes) => notes.map(({ label, source }) => `- [${label}] ${source}`).join('\n'),
    isList: true,
  },
  nests: true,
};
