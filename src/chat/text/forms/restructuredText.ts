import { type DocumentForm, indented, itemText, type Neighbors, plainAddress } from './form.ts';

function text(words: string): string {
  return words.replace(/[\\*`|]|_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_/gu, '\\$&').replace(/:(?=:)/g, '\\:');
}

/** A span with what it needs around it to be read as one. */
function span(written: string, { before, after }: Neighbors): string {
  const starts = before === '' || /\s/.test(before);
  const ends = after === '' || /[\s.,;:!?)\]}]/.test(after);
  return `${starts ? '' : '\\ '}${written}${ends ? '' : '\\ '}`;
}

/** Whether a line could be read as the beginning of another block. */
const begins = /^(?!\[\d+\]_)(?:[^\p{L}\p{N}\\`*\s]|[\p{L}\p{N}]{1,9}[.)](?: |$))/u;
const safeLine = (line: string) => (begins.test(line) ? `\\${line}` : line).replace(/:$/, '\\:');

function paragraph(inline: string): string {
  const lines = inline.split('\n');
  return lines.length === 1 ? safeLine(inline) : lines.map((line) => `| ${line}`).join('\n');
}

/** reStructuredText as docutils reads it, without what only Sphinx knows. */
export const restructuredText: DocumentForm = {
  text,
  strong: (inner, around) => span(`**${inner}**`, around),
  emphasis: (inner, around) => span(`*${inner}*`, around),
  strike: (inner) => inner,
  code: (code, around) => (/``|^[`\s]|[`\s\\]$|^$/.test(code) ? text(code) : span(`\`\`${code}\`\``, around)),
  link: (words, address, around) =>
    span(`\`${words.replace(/[<>]/g, '\\$&')} <${plainAddress(address).replace(/_$/, '\\_')}>\`__`, around),
  hardBreak: '\n',
  softBreak: ' ',
  paragraph,
  heading: (inline) => `.. rubric:: ${safeLine(inline)}`,
  list(items, { numbers, isTight }) {
    return items
      .map((blocks, at) => {
        const mark = numbers ? `${numbers[at]}. ` : '- ';
        return `${mark}${indented(itemText(blocks, isTight && blocks.length === 1), ' '.repeat(mark.length))}`.trimEnd();
      })
      .join(isTight ? '\n' : '\n\n');
  },
  quote: (blocks) => `   ${indented(blocks, '   ')}`,
  codeBlock(code, language) {
    const name = language.replace(/[^\w+#-]/g, '');
    return `${name === '' ? '::' : `.. code-block:: ${name}`}\n\n   ${indented(code, '   ')}`;
  },
  table(rows) {
    const width = Math.max(0, ...rows.map(({ length }) => length));
    const filled = rows.map((row) => Array.from({ length: width }, (_, at) => safeLine(row[at] ?? '')));
    const lines = filled.map((row) =>
      row.map((cell, at) => `   ${at === 0 ? '* -' : '  -'} ${cell}`.trimEnd()).join('\n'),
    );
    return `.. list-table::\n   :header-rows: 1\n\n${lines.join('\n')}`;
  },
  rule: '',
  // An empty comment ends a list, a quotation and a block.
  between: (previous, next) =>
    next.type === 'quote'
      ? previous.type === 'paragraph'
        ? undefined
        : '..'
      : previous.type === 'list' && next.type === 'list'
        ? '..'
        : undefined,
  notes: {
    known(document) {
      const labels = new Map<string, string>();
      let largest = 0;
      for (const [, label = '', source = ''] of document.matchAll(/^[ \t]*\.\. \[(\d{1,6})\][ \t]+(.+?)[ \t\r]*$/gm)) {
        labels.set(source, label);
        largest = Math.max(largest, Number(label));
      }
      return { labels, largest };
    },
    label: (number) => String(number),
    mark: (label, _, __, around) => span(`[${label}]_`, around),
    definitions: (notes) => notes.map(({ label, source }) => `.. [${label}] ${source}`).join('\n'),
  },
  nests: false,
};
