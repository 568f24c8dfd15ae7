import { type DocumentForm, fence, nameOf, plainAddress, type WrittenBlock } from './form.ts';

const reference = (sign: string) => `&#${sign.codePointAt(0)};`;

const macros =
  '(?:image|icon|link|mailto|xref|footnote|footnoteref|kbd|btn|menu|pass|stem|latexmath|asciimath|anchor|indexterm2?)';
const begun = new RegExp(`(?<=${macros}):(?=\\S)`, 'g');

/** Signs that could be markup as character references: those are looked at last, whatever stands around them. */
function text(words: string): string {
  return words
    .replace(/&(?=#?\w+;)/g, reference)
    .replace(begun, reference)
    .replace(/[*_`^~+{}\\|]|#(?!\d+;)/g, reference)
    .replace(
      /<(?=[<=-])|(?<=[=-])>|-(?=[->])|\.(?=\.)|(?<=:):|(?<=;);|'(?!\s)|"(?=`)|\((?=\(|C\)|R\)|TM\))|(?<=\S)\[|\[(?=\[)/g,
      reference,
    );
}

/** Whether a line could be read as the beginning of another block. */
const begins =
  /^(?!(?:\*\*|__|``)[^\s*_`])(?:[^\p{L}\p{N}&<]|[\p{L}\p{N}]+[.)](?: |$)|[A-Z]+: |<\d+> |\p{L}{4,}:\/\/\S*$)/u;
const safeLine = (line: string) => (begins.test(line) ? `{empty}${line}` : line);
const lines = (inline: string) => inline.split('\n').map(safeLine).join('\n');

function itemText(blocks: readonly WrittenBlock[]): string {
  return blocks
    .map(({ text, type }, at) =>
      at === 0 ? (type === 'paragraph' ? text : `{empty}\n+\n${text}`) : type === 'list' ? `\n${text}` : `\n+\n${text}`,
    )
    .join('');
}

/** AsciiDoc as Asciidoctor reads it. */
export const asciidoc: DocumentForm = {
  text,
  strong: (inner) => `**${inner}**`,
  emphasis: (inner) => `__${inner}__`,
  strike: (inner) => `[.line-through]##${inner}##`,
  code: (code) => `\`\`${text(code)}\`\``,
  link: (words, address) =>
    `link:++${plainAddress(address).replaceAll('+', '%2B')}++[${words.replace(/[\]=]/g, reference)}]`,
  hardBreak: ' +\n',
  softBreak: ' ',
  paragraph: lines,
  heading: (inline, level) => `[discrete]\n${'='.repeat(Math.min(level + 1, 6))} ${inline}`,
  list(items, { numbers, depth }) {
    const mark = (numbers ? '.' : '*').repeat(depth + 1);
    return items
      .map((blocks, at) => {
        const gap = numbers && numbers[at] !== (numbers[at - 1] ?? 0) + 1;
        // Only a list that begins can be told a number.
        const number = gap ? `${at === 0 ? '' : '\n//-\n\n'}[start=${numbers[at]}]\n` : '';
        return `${number}${mark} ${itemText(blocks) || '{empty}'}`;
      })
      .join('\n');
  },
  quote(blocks) {
    const mark = fence(blocks, '_', 4);
    return `${mark}\n${blocks}\n${mark}`;
  },
  codeBlock(code, language) {
    const mark = fence(code, '-', 4);
    const name = language.replace(/[^\w+#-]/g, '');
    // Without callouts and directives, which a program's own lines may look like.
    const safe = code.replace(/^(?=\\*(?:include|ifdef|ifndef|ifeval|endif)::)/gm, '\\');
    return `[source${name && `,${name}`},subs="specialchars"]\n${mark}\n${safe}\n${mark}`;
  },
  table(rows) {
    const width = Math.max(1, ...rows.map(({ length }) => length));
    const lines = rows.map((row) => row.map((cell) => `|${safeLine(cell)}`).join('\n'));
    return `[cols="${width}*",options="header"]\n|===\n${lines.join('\n\n')}\n|===`;
  },
  rule: "'''",
  between: (previous, next) => (previous.type === 'list' && next.type === 'list' ? '//-' : undefined),
  notes: {
    known(_, before) {
      const labels = new Map<string, string>();
      for (const [, label = '', source = ''] of before.matchAll(/footnote:(source-\w+)\[((?:[^\]\\\n]|\\.)+)\]/g))
        labels.set(source.replaceAll('\\]', ']'), label);
      return { labels, largest: 0 };
    },
    label: (_, source) => nameOf(source),
    mark: (label, source, isFirst) => `footnote:${label}[${isFirst ? source.replaceAll(']', '\\]') : ''}]`,
    // Headings and items are read before paragraphs, or not, as the reader likes; a label that is known names the note.
    isKnown: (defined, place) => defined.has(place) || (place === 'prose' && defined.size > 0),
  },
  nests: true,
};
