import type { Message, Source } from '../chat/model/model.ts';
import type { DocumentForm } from '../chat/text/forms/form.ts';
import { html } from '../chat/text/forms/html.ts';
import { sourceIn } from '../chat/text/forms/notesWriter.ts';
import { writeAnswer } from '../chat/text/forms/writeAnswer.ts';
import { withNames } from '../chat/text/invisibleCharacters.ts';
import {
  type ExportWords,
  metadataOf,
  passageOf,
  type Section,
  sectionOf,
  sentencesOf,
  withGreeting,
} from './exported.ts';
import { style } from './htmlStyle.ts';

/** A conversation as one HTML file: no script, nothing loaded, and its pages break where they should when it is printed. */
export function exportHtml(given: readonly Message[], words: ExportWords): string {
  const messages = withGreeting(given, words);
  const notes = new NumberedNotes(words);
  const title = line(words.title);
  const articles = messages.map((message) => article(sectionOf(message, words), notes));
  const json = metadataOf(messages, words);
  const appendix =
    json === undefined
      ? []
      : [`<section>\n<h2>${line(words.details)}</h2>\n<p>${line(words.detailsAre)}</p>\n${pre(json)}\n</section>`];
  return `${[
    '<!DOCTYPE html>',
    `<html lang="${words.language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    `<style>\n${style}\n</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<h1>${title}</h1>`,
    `<p>${line(`${words.assistant} · ${words.connection}`)}</p>`,
    ...(words.dates === '' ? [] : [`<p>${line(words.dates)}</p>`]),
    ...sentencesOf(words).map((sentence) => `<p><strong>${line(sentence)}</strong></p>`),
    '</header>',
    '<main>',
    ...articles,
    ...appendix,
    '</main>',
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

/** Words of others on one line, with the names of what cannot be seen in them. */
function line(words: string): string {
  return html.text(withNames(words).replace(/\s+/g, ' ').trim());
}

function pre(text: string): string {
  return html.codeBlock(text, '');
}

/** Headings of messages stand below those of their authors. */
const below: DocumentForm = { ...html, heading: (inline, level) => html.heading(inline, Math.min(6, level + 2)) };

/** Footnotes that are counted through all answers, each with its passages. */
class NumberedNotes {
  readonly #words: ExportWords;
  #largest = 0;

  constructor(words: ExportWords) {
    this.#words = words;
  }

  write({ text, sources }: Section): { readonly body: string; readonly notes: string } {
    const options = { citations: 'notes', heading: this.#words.sources } as const;
    return writeAnswer({ text, sources }, { ...options, form: this.#form(sources) });
  }

  #form(sources: readonly Source[]): DocumentForm {
    const passages = Map.groupBy(sources, (source) => sourceIn(below, source));
    return {
      ...below,
      notes: {
        ...below.notes,
        known: () => ({ labels: new Map(), largest: this.#largest }),
        definitions: (notes) => {
          this.#largest += notes.length;
          const items = notes.map(({ label, source }) => {
            const quoted = (passages.get(source) ?? []).map((each) => quote(passageOf(each, this.#words)));
            return `<li id="fn-${label}" value="${label}">${[source, ...quoted.filter(Boolean)].join('\n')}</li>`;
          });
          return `<ol>\n${items.join('\n')}\n</ol>`;
        },
      },
    };
  }
}

function quote(markdown: string): string {
  const { body } = writeAnswer({ text: markdown, sources: [] }, { form: below, citations: 'none', heading: '' });
  return body === '' ? '' : `<blockquote>\n${body}\n</blockquote>`;
}

function article(section: Section, numbered: NumberedNotes): string {
  const { body, notes } = numbered.write(section);
  const facts = section.facts.map((fact) => ` <span>· ${line(fact)}</span>`).join('');
  const heading = `<h2>${line(section.author)}${facts}</h2>`;
  return [
    ...section.above.map((sentence) => `<p><strong>${line(sentence)}</strong></p>`),
    '<article>',
    heading,
    body,
    ...(section.file === undefined ? [] : [`<p><em>${line(section.file)}</em></p>`]),
    ...section.context.map(({ label, text }) => `<p>${line(label)}:</p>\n${pre(text)}`),
    ...section.below.map((sentence) => `<p><strong>${line(sentence)}</strong></p>`),
    ...(notes === '' ? [] : [`<section>\n${notes}\n</section>`]),
    ...(section.sourcesLeftOut === undefined ? [] : [`<p>${line(section.sourcesLeftOut)}</p>`]),
    '</article>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}
