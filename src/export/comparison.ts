import type { Message, Source } from '../chat/model/model.ts';
import { citedMarkdown } from '../chat/text/citations/citations.ts';
import { comparedSources, sourceKey } from '../chat/text/citations/comparedSources.ts';
import { footnotesIn } from '../chat/text/citations/footnotes.ts';
import { footnoteText } from '../chat/text/citations/footnoteText.ts';
import { asMarkdownLine } from '../chat/text/inlineMarkdown.ts';
import { markdownOf } from '../chat/text/structuredResult.ts';
import { passageOf } from './exported.ts';
import { indent, quote } from './markdown.ts';

export interface ComparisonWords {
  /** The question in short. */
  readonly title: string;
  /** Who answered when, how old that is, and whether it is whole: one line. */
  readonly facts: (answers: readonly Message[]) => string;
  /** What must not be missed about an answer, each a sentence. */
  readonly notices: (answers: readonly Message[]) => readonly string[];
  /** Who answered, where an answer has several parts. */
  readonly author: (answer: Message) => string;
  readonly sources: string;
  readonly shared: string;
  readonly onlyBefore: string;
  readonly onlyAfter: string;
  readonly noSources: string;
  readonly moreSources: (count: number) => string;
  readonly shortened: string;
  /** Where the answers come from, a sentence. */
  readonly origin: string;
}

/**
 * Two answers to one question as Markdown documents to be seen side by side. The same source has the same number in both,
 * and at the end of each stand the sources that both name, and those of one alone.
 */
export function comparison(
  before: readonly Message[],
  after: readonly Message[],
  words: ComparisonWords,
): { readonly before: string; readonly after: string } {
  const others = [...before, ...after].map(({ text }) => text).join('\n');
  const first = citedTurn(before, words, { others, definedNotes: '' });
  const second = citedTurn(after, words, { others, definedNotes: first.notes });
  const { labels } = footnotesIn([first.notes, second.notes].join('\n'));
  const [old, recent] = [sourcesOf(before), sourcesOf(after)];
  const { shared, onlyBefore, onlyAfter } = comparedSources(old, recent);
  const list = (keys: readonly string[], sources: readonly Source[]) =>
    keys.map((key) => entry(key, labels.get(footnoteText(key)) ?? '?', sources, words));
  const compared = (own: readonly Source[]) => [
    `## ${words.sources}`,
    ...group(words.shared, list(shared, own)),
    ...group(words.onlyBefore, list(onlyBefore, old)),
    ...group(words.onlyAfter, list(onlyAfter, recent)),
    ...(old.length + recent.length === 0 ? [words.noSources] : []),
  ];
  const written = (answers: readonly Message[], body: string, own: readonly Source[]) => {
    const more = answers.reduce((sum, { moreSources = 0 }) => sum + moreSources, 0);
    const parts = [
      `# ${asMarkdownLine(words.title)}`,
      ...[words.facts(answers), ...words.notices(answers)].map((line) => `> ${asMarkdownLine(line)}`),
      body,
      ...compared(own),
      ...(more > 0 ? [words.moreSources(more)] : []),
      `*${asMarkdownLine(words.origin)}*`,
    ];
    return `${parts.join('\n\n')}\n`;
  };
  return { before: written(before, first.body, old), after: written(after, second.body, recent) };
}

/** The parts of an answer one below the other; a source that is among the `definedNotes` keeps its number. */
function citedTurn(
  answers: readonly Message[],
  { author, sources: heading }: ComparisonWords,
  { others, definedNotes }: { readonly others: string; readonly definedNotes: string },
): { readonly body: string; readonly notes: string } {
  let notes = '';
  const bodies = answers.map((answer) => {
    const below = answers.length > 1 ? 2 : 1;
    const options = { form: 'footnotes', heading, escaped: 'all', below, others } as const;
    const text = markdownOf(answer.text);
    const cited = citedMarkdown({ ...answer, text }, { ...options, document: [definedNotes, notes].join('\n') });
    notes = [notes, cited.notes].filter((each) => each !== '').join('\n');
    return below === 2 ? `## ${asMarkdownLine(author(answer))}\n\n${cited.body}` : cited.body;
  });
  return { body: bodies.join('\n\n'), notes };
}

function sourcesOf(answers: readonly Message[]): readonly Source[] {
  return answers.flatMap(({ sources }) => sources);
}

function group(heading: string, entries: readonly string[]): readonly string[] {
  return entries.length > 0 ? [`### ${heading}`, ...entries] : [];
}

/** A source with its number, and below it what it says. */
function entry(key: string, label: string, sources: readonly Source[], words: ComparisonWords): string {
  const same = sources.filter((source) => sourceKey(source) === key);
  const passages = new Set(same.map((source) => passageOf(source, words)).filter((passage) => passage.trim() !== ''));
  return [`[^${label}]: ${footnoteText(key)}`, ...[...passages].map((passage) => indent(quote(passage), 4))].join(
    '\n\n',
  );
}
