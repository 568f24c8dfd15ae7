import { type DocumentForm, indented, itemText, nameOf } from './form.ts';

const signs: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '`': '\\textasciigrave{}',
};

/** Signs as LaTeX prints them; two hyphens or apostrophes would become one other sign. */
function text(words: string): string {
  return words
    .replace(/[\\{}$&#%_~^<>|`]/g, (sign) => signs[sign] ?? `\\${sign}`)
    .replace(/-(?=-)/g, '-{}')
    .replace(/'(?=')/g, "'{}")
    .replace(/([?!])(?=\\textasciigrave)/g, '$1{}');
}

const counters = ['i', 'ii', 'iii', 'iv'];
const levels = ['section', 'subsection', 'subsubsection', 'paragraph', 'subparagraph', 'subparagraph'];

/** LaTeX without packages; the first mark of a source is its footnote, each later one points there. */
export const latex: DocumentForm = {
  text,
  strong: (inner) => `\\textbf{${inner}}`,
  emphasis: (inner) => `\\emph{${inner}}`,
  strike: (inner) => inner,
  code: (code) => `\\texttt{${text(code)}}`,
  link: (words, address) => (words === text(address) ? words : `${words} (${text(address)})`),
  hardBreak: '\\newline{}\n',
  softBreak: '\n',
  paragraph: (inline) => inline,
  heading: (inline, level) => `\\${levels[level - 1] ?? 'paragraph'}{${inline}}`,
  list(items, { numbers, depth, isTight }) {
    const counter = counters[depth];
    // LaTeX knows four levels.
    if (counter === undefined) return items.map((blocks) => itemText(blocks, isTight)).join('\n\n');
    const lines = items.map((blocks, at) => {
      const gap = numbers && numbers[at] !== (numbers[at - 1] ?? 0) + 1;
      const number = gap ? `  \\setcounter{enum${counter}}{${(numbers[at] ?? 1) - 1}}\n` : '';
      return `${number}  \\item{} ${indented(itemText(blocks, isTight), '  ')}`;
    });
    const name = numbers ? 'enumerate' : 'itemize';
    return [`\\begin{${name}}`, ...lines, `\\end{${name}}`].join('\n');
  },
  quote: (blocks) => `\\begin{quote}\n${blocks}\n\\end{quote}`,
  codeBlock: (code) =>
    /\\end\s*\{verbatim\}/.test(code)
      ? `\\begin{flushleft}\n${code
          .split('\n')
          .map((line) => `\\texttt{${text(line)}}`)
          .join('\\newline{}\n')}\n\\end{flushleft}`
      : `\\begin{verbatim}\n${code}\n\\end{verbatim}`,
  table(rows) {
    const lines = rows.map(
      (row, at) =>
        `  ${row.map((cell) => cell.replace(/^(?=[[*])/, '{}')).join(' & ')} \\\\${at === 0 ? ' \\hline' : ''}`,
    );
    const columns = 'l'.repeat(Math.max(1, ...rows.map(({ length }) => length)));
    return `\\begin{tabular}{${columns}}\n${lines.join('\n')}\n\\end{tabular}`;
  },
  rule: '\\noindent\\rule{\\linewidth}{0.4pt}',
  notes: {
    known(document) {
      const labels = new Map<string, string>();
      for (const [, source = '', label = ''] of document.matchAll(/\\footnote\{([^\n]*?)\\label\{(source-\w+)\}\}/g))
        labels.set(source, label);
      return { labels, largest: 0 };
    },
    label: (_, source) => nameOf(source),
    mark: (label, source, isFirst) =>
      isFirst ? `\\footnote{${source}\\label{${label}}}` : `\\textsuperscript{\\ref{${label}}}`,
    definesIn: ['prose', 'item'],
  },
  nests: true,
};
