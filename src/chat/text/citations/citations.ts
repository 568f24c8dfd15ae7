import type { Message, Source } from '../../model/model.ts';
import { type Edit, edited } from '../reading/edits.ts';
import { type Escaped, escapesIn } from '../reading/escapes.ts';
import { reference } from '../sourceReference.ts';
import { type CitationMark, readAnswer } from './citationMarks.ts';
import { footnoteText } from './footnoteText.ts';

/** How sources come along when an answer goes into a document. */
export type CitationForm = 'footnotes' | 'inline' | 'none';

export interface CitationOptions {
  readonly form: CitationForm;
  /** Heading of the list of sources, in the person's language. */
  readonly heading: string;
  /** Text of the document that the answer goes into: its footnote numbers are not used twice. */
  readonly document?: string;
  /** What is escaped for the target's parser of Markdown; absent: nothing, it has none. */
  readonly escaped?: Escaped;
}

/** Larger numbers are no numbering: a date, or nonsense that no sum is exact with. */
const largestNumber = 1_000_000;

/** `auto` by the document's language: footnotes where Markdown renders them, a list of sources elsewhere. */
export function citationForm(setting: CitationForm | 'auto', languageId: string): CitationForm {
  if (setting !== 'auto') return setting;
  return isMarkdown(languageId) ? 'footnotes' : 'inline';
}

/** Whether a language is read by a parser of Markdown. */
export function isMarkdown(languageId: string): boolean {
  return ['markdown', 'mdx', 'quarto', 'rmd'].includes(languageId);
}

/**
 * The answer's Markdown with its sources in the wanted form. Only the citations in its prose change; code, links and all
 * else stay as the vendor gave them.
 */
export function withCitations(answer: Pick<Message, 'text' | 'sources'>, options: CitationOptions): string {
  const { sources, text } = answer;
  const { marks } = readAnswer(text);
  const escapes = options.escaped ? escapesIn(text, options.escaped) : [];
  if (sources.length === 0) return trimmed(edited(text, escapes));
  if (options.form === 'none') return trimmed(edited(text, [...withoutMarks(text, marks, sources), ...escapes]));
  const [changes, notes] =
    options.form === 'inline' ? [[], listed(sources, options.heading)] : withFootnotes(text, marks, sources, options);
  return `${closed(edited(text, [...changes, ...escapes]))}\n\n${notes}`;
}

/** Without what is empty at its end, as far as it is no code. */
function trimmed(text: string): string {
  const { closing, endsInCode } = readAnswer(text);
  if (closing !== undefined) return text;
  const { length } = text.trimEnd();
  return endsInCode
    ? text.slice(0, length + (/^[^\r\n]*/.exec(text.slice(length))?.[0].length ?? 0))
    : text.slice(0, length);
}

/** Markdown of others for a document whose own headings go down to the level `below`: nothing in it reaches beyond its end. */
export function asPart(markdown: string, below: number): string {
  return closed(edited(markdown, escapesIn(markdown, 'all', below))).replace(/^(?:[ \t]*[\r\n])+/, '');
}

/** With its last block of code closed, so that what follows is none. */
function closed(text: string): string {
  const { closing } = readAnswer(text);
  if (closing === undefined) return trimmed(text);
  return `${text}${/[\r\n]$/.test(text) ? '' : '\n'}${closing}`;
}

function listed(sources: readonly Source[], heading: string): string {
  return `${heading}:\n\n${sources.map((source) => `- [${source.id}] ${reference(source)}`).join('\n')}`;
}

function withFootnotes(
  text: string,
  marks: readonly CitationMark[],
  sources: readonly Source[],
  { heading, document = '' }: CitationOptions,
): [changes: Edit[], notes: string] {
  const offset = Math.max(largestFootnote(document), largestFootnote(text));
  const label = (source: Source) => `[^${offset + Number(source.id)}]`;
  const cited = new Set<string>();
  const changes = replaced(marks, ({ ids, isRange }) => {
    const found = ids.map((id) => sources.find((candidate) => candidate.id === id));
    // Without any source it is no citation: perhaps an interval.
    if (found.every((source) => source === undefined) || (isRange && found.includes(undefined))) return undefined;
    for (const source of found) if (source) cited.add(source.id);
    return found.map((source, index) => (source ? label(source) : `[${ids[index]}]`)).join('');
  });
  const uncited = sources.filter((source) => !cited.has(source.id));
  const trailer = uncited.length > 0 ? `${heading}: ${uncited.map(label).join(' ')}\n\n` : '';
  return [
    changes,
    trailer + sources.map((source) => `${label(source)}: ${footnoteText(reference(source))}`).join('\n'),
  ];
}

function largestFootnote(text: string): number {
  let largest = 0;
  for (const [, digits] of text.matchAll(/\[\^(\d+)\]/g)) {
    const number = Number(digits);
    if (number <= largestNumber) largest = Math.max(largest, number);
  }
  return largest;
}

/** What takes the numbers of its citations out of a text. What they stand in keeps its meaning: in doubt a number stays. */
function withoutMarks(text: string, marks: readonly CitationMark[], sources: readonly Source[]): Edit[] {
  const known = new Set(sources.map(({ id }) => id));
  const runs: { start: number; end: number; ids: string[]; isRange: boolean }[] = [];
  for (const { start, end, ids, isRange } of marks) {
    const unknown = ids.filter((id) => !known.has(id));
    if (unknown.length === ids.length || (isRange && unknown.length > 0)) continue;
    const before = runs.at(-1);
    if (before && /^[ \t]*$/.test(text.slice(before.end, start))) {
      before.end = end;
      before.ids.push(...unknown);
    } else runs.push({ start, end, ids: unknown, isRange });
  }
  const places = runs.map((run) => (run.ids.length > 0 ? run : withBlanks(text, run)));
  return replaced(
    places.filter((place) => place !== undefined),
    ({ ids }) => ids.map((id) => `[${id}]`).join(''),
  );
}

/** A citation with the blanks that go with it; undefined where it has to stay. */
function withBlanks(text: string, mark: CitationMark): CitationMark | undefined {
  const { start, end } = mark;
  const before = /[^\n]*$/.exec(text.slice(Math.max(0, start - 200), start))?.[0] ?? '';
  if (/^[\s>*+\-#|\d.)]*$/.test(before)) {
    // Whatever but a letter might begin a list, a heading or the like there.
    const next = /[ \t]*(?=\p{L})/uy;
    next.lastIndex = end;
    const found = next.exec(text);
    return found ? { ...mark, end: end + found[0].length } : undefined;
  }
  const next = text[end] ?? '';
  if (/[*_~([{]$/.test(before) && /[*_~)\]}]/.test(next)) return undefined;
  return /[\p{L}\p{N}]/u.test(next) ? mark : { ...mark, start: start - before.length + before.trimEnd().length };
}

function replaced(marks: readonly CitationMark[], change: (mark: CitationMark) => string | undefined): Edit[] {
  return marks.flatMap((mark) => {
    const text = change(mark);
    return text === undefined ? [] : [{ start: mark.start, end: mark.end, text }];
  });
}
