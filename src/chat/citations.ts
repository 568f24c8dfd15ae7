import { asMarkdownLine } from './markdownText.ts';
import type { Message, Source } from './model.ts';

/** How sources come along when an answer goes into a document. */
export type CitationForm = 'footnotes' | 'inline' | 'none';

export interface CitationOptions {
  readonly form: CitationForm;
  /** Heading of the list of sources, in the person's language. */
  readonly heading: string;
  /** Text of the document that the answer goes into: its footnote numbers are not used twice. */
  readonly document?: string;
}

/** `auto` by the document's language: footnotes where Markdown renders them, a list of sources elsewhere. */
export function citationForm(setting: CitationForm | 'auto', languageId: string): CitationForm {
  if (setting !== 'auto') return setting;
  return ['markdown', 'mdx', 'quarto', 'rmd'].includes(languageId) ? 'footnotes' : 'inline';
}

/** The answer's Markdown with its sources in the wanted form. The text itself stays as the vendor gave it. */
export function withCitations(answer: Pick<Message, 'text' | 'sources'>, options: CitationOptions): string {
  const text = answer.text.trimEnd();
  if (options.form === 'none' || answer.sources.length === 0) return text;
  if (options.form === 'inline') {
    const list = answer.sources.map((source) => `- [${source.id}] ${reference(source)}`);
    return `${text}\n\n${options.heading}:\n\n${list.join('\n')}`;
  }
  return withFootnotes(text, answer.sources, options);
}

function withFootnotes(text: string, sources: readonly Source[], { heading, document = '' }: CitationOptions): string {
  const taken = [...document.matchAll(/\[\^(\d+)\]/g)].map((match) => Number(match[1]));
  const offset = Math.max(0, ...taken);
  const label = (source: Source) => `[^${offset + Number(source.id)}]`;
  const cited = new Set<string>();
  const body = outsideCode(text, (prose) =>
    // `[1](…)` is a link, `[1][a]` too, and `[1]: …` a definition; only a bare `[1]` or `[1, 2]` is a citation.
    prose.replace(/\[(\d+(?:, ?\d+)*)\](?![(:]|\[(?!\d))/g, (mark, list: string) => {
      const ids = list.split(/, ?/);
      const found = ids.map((id) => sources.find((candidate) => candidate.id === id));
      // Without any source it is no citation: perhaps an interval.
      if (found.every((source) => source === undefined)) return mark;
      return found
        .map((source, index) => {
          if (source) cited.add(source.id);
          return source ? label(source) : `[${ids[index]}]`;
        })
        .join('');
    }),
  );
  const uncited = sources.filter((source) => !cited.has(source.id));
  const trailer = uncited.length > 0 ? `\n\n${heading}: ${uncited.map(label).join(' ')}` : '';
  const definitions = sources.map((source) => `${label(source)}: ${reference(source)}`);
  return `${body}${trailer}\n\n${definitions.join('\n')}`;
}

/** Applies `change` to what is neither a fenced block nor a code span: `[1]` there is an array index. */
function outsideCode(text: string, change: (prose: string) => string): string {
  return text
    .split(/(^ {0,3}```[\s\S]*?(?:^ {0,3}```|$(?![\s\S]))|`[^`\n]*`)/m)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}

/** One line of Markdown that names a source: title, section, link. */
export function reference(source: Source): string {
  const name = [source.title, source.section].filter((part) => part && part.trim() !== '').join(', ');
  const words = asMarkdownLine(name);
  return source.link ? `${words}, <${source.link.replace(/\s/g, '%20')}>` : words;
}
