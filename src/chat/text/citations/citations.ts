import type { Message, Source } from '../../model/model.ts';
import { type Edit, edited } from '../reading/edits.ts';
import { type Escaped, escapesIn } from '../reading/escapes.ts';
import { reference } from '../sourceReference.ts';
import { type CitationMark, readAnswer } from './citationMarks.ts';
import { footnotesIn, largestFootnote } from './footnotes.ts';
import { footnoteText } from './footnoteText.ts';

/** The form that sources take when an answer goes into a document. */
export type CitationForm = 'footnotes' | 'inline' | 'none';

export interface CitationOptions {
  readonly form: CitationForm;
  /** Heading of the list of sources, in the person's language. */
  readonly heading: string;
  /** Text of the document that the answer goes into: its numbers are not used twice, its footnotes are used again. */
  readonly document?: string;
  /** Other parts of it whose numbers are not used twice either. */
  readonly others?: string;
  /** Stands with the sources, unless the document has it. */
  readonly credit?: string;
  /** The markup that is escaped for the target's parser of Markdown; absent: none, it has no parser. */
  readonly escaped?: Escaped;
  /** The level of the heading that the answer stands below; its own go below that. */
  readonly below?: number;
}

/** An answer as it goes into a document. */
export interface Written {
  readonly body: string;
  /** Definitions that belong to it, and may stand elsewhere in the document. */
  readonly notes: string;
}

/**
 * The answer's Markdown with its sources in the wanted form. Only the citations in its prose change; code, links and all
 * else stay as the vendor gave them.
 */
export function withCitations(answer: Pick<Message, 'text' | 'sources'>, options: CitationOptions): string {
  const { body, notes } = citedMarkdown(answer, options);
  return joined(body, notes);
}

/** Returns an answer as Markdown with its sources, the footnotes apart. */
export function citedMarkdown(answer: Pick<Message, 'text' | 'sources'>, options: CitationOptions): Written {
  const { sources, text } = answer;
  const { marks } = readAnswer(text);
  const escapes = options.escaped ? escapesIn(text, options.escaped, options.below) : [];
  if (sources.length === 0) return { body: trimmed(edited(text, escapes)), notes: '' };
  if (options.form === 'none')
    return { body: trimmed(edited(text, [...withoutMarks(text, marks, sources), ...escapes])), notes: '' };
  const { credit = '', document = '' } = options;
  const due = credit === '' || document.includes(credit) ? '' : credit;
  if (options.form === 'inline')
    return { body: joined(closed(edited(text, escapes)), listed(sources, options.heading), due), notes: '' };
  const { changes, trailer, notes } = withFootnotes(text, marks, sources, options);
  return { body: joined(closed(edited(text, [...changes, ...escapes])), trailer, due), notes };
}

/** Blocks one below the other, as far as there is something in them. */
function joined(...blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** Returns the text without empty lines at its end, as far as they are no code. */
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

/** Returns the text with its last block of code closed, so that the text behind it is none. */
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
  { heading, document = '', others = '' }: CitationOptions,
): { readonly changes: Edit[]; readonly trailer: string; readonly notes: string } {
  const { labels, largest } = footnotesIn(document);
  const offset = Math.max(largest, largestFootnote(text), largestFootnote(others));
  const note = (source: Source) => footnoteText(reference(source));
  const known = (source: Source) => labels.get(note(source));
  const label = (source: Source) => `[^${known(source) ?? offset + Number(source.id)}]`;
  const cited = new Set<string>();
  const changes = replaced(marks, ({ ids, isRange }) => {
    const found = ids.map((id) => sources.find((candidate) => candidate.id === id));
    // Without any source it is no citation: perhaps an interval.
    if (found.every((source) => source === undefined) || (isRange && found.includes(undefined))) return undefined;
    for (const source of found) if (source) cited.add(source.id);
    return found.map((source, index) => (source ? label(source) : `[${ids[index]}]`)).join('');
  });
  const uncited = sources.filter((source) => !cited.has(source.id));
  const added = sources.filter((source) => known(source) === undefined);
  return {
    changes,
    trailer: uncited.length > 0 ? `${heading}: ${uncited.map(label).join(' ')}` : '',
    notes: added.map((source) => `${label(source)}: ${note(source)}`).join('\n'),
  };
}

/**
 * Returns the edits that take citation numbers out of a text. The sentence around them keeps its meaning: in doubt a
 * number stays.
 */
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
