import type { Message } from '../chat/model/model.ts';
import { asPart, citedMarkdown } from '../chat/text/citations/citations.ts';
import { largestFootnote } from '../chat/text/citations/footnotes.ts';
import { asMarkdownLine } from '../chat/text/inlineMarkdown.ts';
import { reference } from '../chat/text/sourceReference.ts';
import {
  type ExportWords,
  metadataOf,
  passageOf,
  type Section,
  sectionOf,
  sentencesOf,
  withGreeting,
} from './exported.ts';

/** A conversation as a Markdown document: every message with author, time, state and sources, in reading order. */
export function exportThread(given: readonly Message[], words: ExportWords): string {
  const messages = withGreeting(given, words);
  const notes = new Footnotes(messages);
  const head = [
    `# ${asMarkdownLine(words.title)}`,
    asMarkdownLine(`${words.assistant} · ${words.connection}`),
    ...(words.dates === '' ? [] : [asMarkdownLine(words.dates)]),
    ...sentencesOf(words).map((sentence) => `> ${sentence}`),
  ];
  const body = messages.map((message) => written(sectionOf(message, words), words, notes));
  const parts = [...head, ...body, ...appendix(messages, words), ...notes.definitions];
  return `${parts.join('\n\n')}\n`;
}

/** Numbers the sources of all answers, and holds what defines them: at the end of a document every reader finds it. */
class Footnotes {
  readonly definitions: string[] = [];
  #largest: number;

  constructor(messages: readonly Message[]) {
    const texts = messages.flatMap(({ text, sources, context }) => [
      text,
      ...sources.map(({ passage }) => passage),
      ...context.map((item) => item.text),
    ]);
    this.#largest = texts.reduce((largest, text) => Math.max(largest, largestFootnote(text)), 0);
  }

  /** The text of an answer with a footnote for each citation, and the number that stands before its first source. */
  cite({ text, sources }: Section, heading: string): { readonly text: string; readonly offset: number } {
    if (sources.length === 0) return { text: asPart(text, 2), offset: 0 };
    const offset = this.#largest;
    const { body, notes } = citedMarkdown(
      { text, sources },
      { form: 'footnotes', heading, escaped: 'all', below: 2, others: `[^${offset}]` },
    );
    this.definitions.push(notes);
    this.#largest = offset + Math.max(...sources.map(({ id }) => Number(id) || 0));
    return { text: body.replace(/^(?:[ \t]*[\r\n])+/, ''), offset };
  }
}

function written(section: Section, words: ExportWords, footnotes: Footnotes): string {
  const { author, facts, file, sourcesLeftOut } = section;
  const { text, offset } = footnotes.cite(section, words.sources);
  const context = section.context.map((item) => `${asMarkdownLine(item.label)}:\n\n${quote(item.text)}`);
  const sources = section.sources.map((source) => {
    const number = `${offset + Number(source.id)}. `;
    const passage = passageOf(source, words);
    const below = passage === '' ? '' : `\n\n${indent(quote(passage), number.length)}`;
    return `${number}${reference(source)}${below}`;
  });
  return [
    ...section.above.map((sentence) => `> ${sentence}`),
    `## ${[asMarkdownLine(author), ...facts].join(' · ')}`,
    text,
    ...(file === undefined ? [] : [`*${asMarkdownLine(file)}*`]),
    ...context,
    ...section.below.map((sentence) => `> ${sentence}`),
    ...(sources.length > 0 ? [`### ${words.sources}`, ...sources] : []),
    ...(sourcesLeftOut === undefined ? [] : [sourcesLeftOut]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function appendix(messages: readonly Message[], words: ExportWords): readonly string[] {
  const json = metadataOf(messages, words);
  if (json === undefined) return [];
  // A fence that nothing inside can close.
  let length = 3;
  for (const [ticks] of json.matchAll(/`+/g)) length = Math.max(length, ticks.length + 1);
  const fence = '`'.repeat(length);
  return [`## ${words.details}`, words.detailsAre, `${fence}json\n${json}\n${fence}`];
}

/** The text as a quotation. */
export function quote(text: string): string {
  return asPart(text, 2)
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

export function indent(text: string, by: number): string {
  return text.replace(/^/gm, ' '.repeat(by));
}
