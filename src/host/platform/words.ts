import { withNames } from '../../chat/text/invisibleCharacters.ts';

declare const isSentence: unique symbol;
declare const isLabel: unique symbol;

/** Words for a person in which nothing is a link: our own, with those of others made plain. */
export type Sentence = string & { readonly [isSentence]: true };

/** Words for a place where VS Code draws `$(name)` as an icon: a quick pick, the status bar. */
export type Label = string & { readonly [isLabel]: true };

/** A sentence as an argument of another one, which leaves it as long as it is. */
export interface Whole {
  readonly whole: Sentence;
}

type Translate = (message: string, ...args: readonly string[]) => string;

let translate: Translate = (message, ...args) => message.replace(/\{(\d+)\}/g, (hole, at) => args[Number(at)] ?? hole);

let spoken = 'en';

/** Sets the language from now on. `translated.ts` does so before all else. */
export function speak(language: string, translator: Translate): void {
  spoken = language;
  translate = translator;
}

/** The person's language, for numbers and times. */
export function language(): string {
  return spoken;
}

/** The person's language by its own name, as a prompt asks for an answer in it. */
export function languageName(): string {
  return new Intl.DisplayNames([spoken], { type: 'language' }).of(spoken) ?? spoken;
}

/** The message in the person's language, its places filled with the arguments, each made plain. */
export function t(message: string, ...args: readonly (string | number | Whole)[]): Sentence {
  return translate(
    message,
    ...args.map((each) => (typeof each === 'object' ? each.whole : plain(String(each)))),
  ) as Sentence;
}

/** The sentence with an upper-case letter first, for one that begins with a word put in. */
export function capitalized(sentence: Sentence): Sentence {
  return (sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1)) as Sentence;
}

export function whole(sentence: Sentence): Whole {
  return { whole: sentence };
}

/** The number of characters of a name that are shown. */
const nameLength = 200;

/** Words of others on one line: hidden characters named, links broken, and no longer than `most` characters. */
export function plain(text: string, most = nameLength): Sentence {
  return madePlain(text, most, (named) => named.replace(/[\t\n\v\f\r]+/g, ' '));
}

/** Makes text plain as `plain` does, and keeps its lines: for the detail of a dialog and for tooltips. */
export function plainLines(text: string, most = Number.POSITIVE_INFINITY): Sentence {
  return madePlain(text, most, (named) => named);
}

function madePlain(text: string, most: number, laidOut: (named: string) => string): Sentence {
  // Far more than is shown, so that a text of megabytes is not looked through.
  const beginning = text.slice(0, most * 20);
  // Names first: one of them, `[U+202E]`, would be a link with what follows it.
  return cut(withoutLinks(laidOut(withNames(beginning))), most) as Sentence;
}

/** The text with a blank where VS Code would take `[words](scheme:…)` for a link; such links run commands, too. */
export function withoutLinks(text: string): Sentence {
  return text.replace(/\]\((?=\s*[a-z][a-z\d+.-]*:)/gi, '] (') as Sentence;
}

/** The text, or its beginning with an ellipsis: `most` characters together. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const points = Array.from(text);
  return points.length <= most
    ? text
    : `${points
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** A sentence for a place that draws icons: `$(zap)` is read there as it stands. */
export function asLabel(sentence: Sentence): Label {
  return sentence.replace(/(?<!\\)\$\(/g, '\\$(') as Label;
}

/** Words of others for a place that draws icons. */
export function label(text: string): Label {
  return asLabel(plain(text));
}

/** Our own icon before a label. */
export function withIcon(icon: string, words: Label): Label {
  return `$(${icon}) ${words}` as Label;
}

type Words = Sentence | '' | false | undefined;

export function sentences(...words: readonly Words[]): Sentence {
  return joined(words, ' ');
}

export function lines(...words: readonly Words[]): Sentence {
  return joined(words, '\n');
}

export function paragraphs(...words: readonly Words[]): Sentence {
  return joined(words, '\n\n');
}

/** A line of a list. */
export function bullet(sentence: Sentence): Sentence {
  return `• ${sentence}` as Sentence;
}

/** All names of a list, each made plain. */
export function listed(names: readonly string[], separator = ', '): Sentence {
  return joined(
    names.map((name) => plain(name)),
    separator,
  );
}

function joined(words: readonly Words[], separator: string): Sentence {
  return withoutLinks(words.filter(Boolean).join(separator));
}
