import {
  Bookmark,
  Document,
  type FileChild,
  FootnoteReferenceRun,
  HeadingLevel,
  InternalHyperlink,
  Packer,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx';
import type { Message, Source } from '../chat/model/model.ts';
import { readTree } from '../chat/text/forms/answerTree.ts';
import { withNames } from '../chat/text/invisibleCharacters.ts';
import { sourceWords } from '../chat/text/sourceReference.ts';
import {
  type ExportWords,
  metadataOf,
  passageOf,
  type Section,
  sectionOf,
  sentencesOf,
  withGreeting,
} from './exported.ts';
import { BlockWriter, codeParagraph, Lists, linked, runsOf } from './wordBlocks.ts';
import { styles } from './wordStyles.ts';

/** A conversation as a Word document, with a footnote for each source. */
export async function exportWord(given: readonly Message[], words: ExportWords): Promise<Uint8Array> {
  const messages = withGreeting(given, words);
  const lists = new Lists();
  const notes = new Footnotes(words, lists);
  const children = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: runsOf(line(words.title)) }),
    plain(`${words.assistant} · ${words.connection}`),
    ...(words.dates === '' ? [] : [plain(words.dates)]),
    ...sentencesOf(words).map((sentence) => plain(sentence, { bold: true })),
    ...messages.flatMap((message) => section(sectionOf(message, words), words, notes, lists)),
    ...appendix(messages, words),
  ];
  const document = new Document({
    creator: 'Expert Assistants',
    lastModifiedBy: 'Expert Assistants',
    title: line(words.title),
    description: line(words.aiNotice),
    styles: styles(words.language),
    // All is known once the children are made.
    numbering: { config: lists.config },
    footnotes: notes.all,
    sections: [{ children }],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

/** Words of others on one line, with the names of what cannot be seen in them. */
function line(words: string): string {
  return withNames(words).replace(/\s+/g, ' ').trim();
}

function plain(words: string, look: { readonly bold?: true; readonly italics?: true } = {}): Paragraph {
  return new Paragraph({ children: runsOf(line(words), look) });
}

/** The footnotes of all answers. Word numbers them in the order in which they are first referred to, and so do their ids. */
class Footnotes {
  readonly all: Record<string, { children: Paragraph[] }> = {};
  readonly #words: ExportWords;
  readonly #lists: Lists;
  /** Ids by source. */
  readonly #ids = new Map<Source, number>();

  constructor(words: ExportWords, lists: Lists) {
    this.#words = words;
    this.#lists = lists;
  }

  /** The mark of a source: a footnote the first time, a link to it afterwards. */
  mark(source: Source): ParagraphChild {
    const earlierId = this.#ids.get(source);
    if (earlierId !== undefined)
      return new InternalHyperlink({
        anchor: `_source${earlierId}`,
        children: [new TextRun({ text: String(earlierId), superScript: true })],
      });
    const id = this.#ids.size + 1;
    this.#ids.set(source, id);
    this.all[id] = { children: this.#note(source) };
    return new Bookmark({ id: `_source${id}`, children: [new FootnoteReferenceRun(id)] });
  }

  has(source: Source): boolean {
    return this.#ids.has(source);
  }

  #note(source: Source): Paragraph[] {
    const { link } = source;
    const named = [
      new TextRun(' '),
      ...runsOf(sourceWords(source)),
      ...(link === undefined ? [] : [new TextRun(', '), ...linked(link, runsOf(link, { style: 'Hyperlink' }))]),
    ];
    const passage = new BlockWriter(this.#lists, () => undefined, { isNote: true }).blocks(
      readTree(passageOf(source, this.#words)),
    );
    // A footnote takes paragraphs only.
    return [
      new Paragraph({ style: 'FootnoteText', children: named }),
      ...passage.filter((block) => block instanceof Paragraph),
    ];
  }
}

function section(section: Section, words: ExportWords, notes: Footnotes, lists: Lists): readonly FileChild[] {
  const { author, facts, sources, file, sourcesLeftOut } = section;
  const cite = (id: string) => {
    const source = sources.find((each) => each.id === id);
    return source && (() => notes.mark(source));
  };
  const blocks = new BlockWriter(lists, cite, { headingsBelow: 1 }).blocks(readTree(section.text));
  const uncited = sources.filter((source) => !notes.has(source));
  const marks = uncited.flatMap((source) => [new TextRun(' '), notes.mark(source)]);
  const heading = runsOf([author, ...facts].map(line).join(' · '));
  return [
    ...section.above.map((sentence) => plain(sentence, { bold: true })),
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: heading }),
    ...blocks,
    ...(marks.length > 0 ? [new Paragraph({ children: [...runsOf(`${words.sources}:`), ...marks] })] : []),
    ...(file === undefined ? [] : [plain(file, { italics: true })]),
    ...section.context.flatMap(({ label, text }) => [plain(`${label}:`), codeParagraph(text)]),
    ...section.below.map((sentence) => plain(sentence, { bold: true })),
    ...(sourcesLeftOut === undefined ? [] : [plain(sourcesLeftOut)]),
  ];
}

function appendix(messages: readonly Message[], words: ExportWords): readonly FileChild[] {
  const json = metadataOf(messages, words);
  if (json === undefined) return [];
  const heading = new Paragraph({ heading: HeadingLevel.HEADING_1, children: runsOf(words.details) });
  return [heading, plain(words.detailsAre), codeParagraph(json)];
}
