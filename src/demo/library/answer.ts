import { expertWords, guideWords } from './expertWords.ts';
import type { Guide, Hit, Section } from './guide.ts';
import type { DemoLanguage } from './options.ts';
import type { DemoWords } from './words.ts';

/** A passage of the guide, quoted word for word. */
interface Passage {
  readonly section: string;
  readonly text: string;
}

/** Markdown with `[n]` for the n-th passage, unless it was asked for unmarked. */
export interface Answer {
  /** The title of the document that was quoted. */
  readonly title: string;
  readonly text: string;
  readonly passages: readonly Passage[];
}

/** The extent of an answer: everything that fits, the same without numbers for sources, or the best passage alone. */
export type Detail = 'full' | 'unmarked' | 'short';

const longestPassage = 900;
const longestQuestion = 600;

const greeting =
  /^(?:hallo|moin|servus|grüß gott|guten (?:tag|morgen|abend)|hello|hi|hey|good (?:morning|day|evening))(?!\p{L})[^\n?]{0,40}$/iu;

/** Words that point back to what was said before. */
const pointsBack =
  /(?<!\p{L})(?:und|mehr|weiter|noch|sonst|genau(?:er)?|dazu|davon|das|dies|and|more|else|further|details?|that|this|it)(?!\p{L})/iu;

/**
 * Looks the last of `questions` up in the handbook of the sample case, if there is one, and in the guide; the earlier
 * questions help where it is too short to stand alone.
 */
export function answer(
  guide: Guide,
  words: DemoWords,
  language: DemoLanguage,
  questions: readonly string[],
  detail: Detail,
  handbook?: Guide,
): Answer {
  const { text, hasExtract } = ownWords(questions.at(-1) ?? '');
  if (greeting.test(text.trim())) {
    const text = `${words.greeting} ${words.youCanAsk}\n\n${list(words.examples.slice(0, 2))}`;
    return { title: guide.title, text, passages: [] };
  }
  const hits = relevant(guide.search(text));
  const found = handbook ? handbookHits(handbook, questions, text, hits[0]?.coverage ?? 0) : [];
  // A question of a professional is answered where the handbook answers most of it, not where one word of it happens to stand.
  const isEnough = !expertWords[language].test(text) || (found[0]?.coverage ?? 0) >= 0.7;
  const ofHandbook = isEnough ? found : [];
  if (handbook && ofHandbook.length > 0) return fromHandbook(handbook, ofHandbook, words, detail);
  if (needsExpert(guide, language, text) || (hasExtract && (hits[0]?.coverage ?? 0) <= 0.5)) {
    const first = hasExtract ? words.noJudgement : words.noExpertise;
    return quote(guide, first, guide.search(words.selectionQuery).slice(0, 1), words, detail);
  }
  if (hits.length > 0) return quote(guide, words.found, hits.slice(0, 3), words, detail);
  const more = guide.terms(text).length === 0 && pointsBack.test(text) ? furtherHits(guide, questions) : [];
  if (more.length > 0) return quote(guide, words.foundMore, more.slice(0, 2), words, detail);
  const covered = guide.sections.map((section) => section.heading).join(' · ');
  const topics = guide.sections.length === 0 ? '' : `\n\n${words.sectionsAre} ${covered}`;
  const nothing = `${words.nothing} ${words.youCanAsk}\n\n${list(words.examples)}${topics}`;
  return { title: guide.title, text: nothing, passages: [] };
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** The question without the editor text that was sent along with it: its first paragraph, fenced and quoted text aside. */
function ownWords(message: string): { text: string; hasExtract: boolean } {
  const bare = message
    .replaceAll('\r\n', '\n')
    .replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\1[`~]*[ \t]*$|(?![\s\S]))/gm, '\n\n')
    .replace(/^>.*$/gm, '\n');
  const paragraphs = bare.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  const spoken = paragraphs.filter((paragraph) => paragraph !== '' && !greeting.test(paragraph));
  // A line such as `contract.md, lines 3–9:` announces an extract and asks nothing.
  const text = spoken.find((paragraph) => !paragraph.endsWith(':')) ?? spoken[0] ?? message;
  // A pasted page is no question: its beginning says what is wanted, and the search stays quick.
  return { text: text.slice(0, longestQuestion), hasExtract: message.trim().length > text.length };
}

/** Hits that answer to enough of the question, leaving out those far behind the first. */
function relevant(hits: readonly Hit[]): readonly Hit[] {
  const best = hits[0]?.coverage ?? 0;
  return best < 0.5 ? [] : hits.filter((hit) => hit.coverage >= best / 2);
}

/** The share of the guide's match from which on the handbook is asked first. */
const handbookFirst = 0.75;

/**
 * Returns the handbook's passages, unless the guide answers to much more of the question. A question that points back
 * goes on with the one before.
 */
function handbookHits(handbook: Guide, questions: readonly string[], text: string, ofGuide: number): readonly Hit[] {
  const hits = relevant(handbook.search(text));
  if (hits.length > 0) return (hits[0]?.coverage ?? 0) >= ofGuide * handbookFirst ? hits : [];
  const pointsOn = handbook.terms(text).length === 0 && pointsBack.test(text) && ofGuide === 0;
  return pointsOn ? furtherHits(handbook, questions) : [];
}

/** Paragraphs of the handbook, each with its number, or under its heading where there are no numbers; then what else there is. */
function fromHandbook(handbook: Guide, hits: readonly Hit[], words: DemoWords, detail: Detail): Answer {
  const marked = detail !== 'unmarked';
  const shown = hits.slice(0, detail === 'short' ? 1 : 3);
  const others = hits.slice(shown.length, shown.length + 3);
  const paragraphs = shown.map(({ section }, index) =>
    marked ? `${section.body} [${index + 1}]` : `**${section.heading}**\n\n${section.body}`,
  );
  return {
    title: handbook.title,
    text: [words.ofHandbook, ...paragraphs, ...alsoFound(others, words, marked ? shown.length : undefined)].join(
      '\n\n',
    ),
    passages: [...shown, ...(marked ? others : [])].map(({ section }) => ({
      section: section.heading,
      text: section.body,
    })),
  };
}

/** A line that names other sections: each with the number of its source, so that it can be read, where there are numbers. */
function alsoFound(others: readonly Hit[], { alsoFound }: DemoWords, numbersBefore: number | undefined): string[] {
  if (others.length === 0) return [];
  const names = others.map(({ section: { heading } }, index) =>
    numbersBefore === undefined ? heading : `${heading} [${numbersBefore + index + 1}]`,
  );
  return [`${alsoFound} ${names.join(' · ')}`];
}

/** Whether a question with professional words is not about the extension, or asks for nothing else that the guide knows. */
function needsExpert(guide: Guide, language: DemoLanguage, text: string): boolean {
  if (!expertWords[language].test(text)) return false;
  if (!guideWords[language].test(text)) return true;
  const rest = text.replace(new RegExp(expertWords[language], 'giu'), ' ');
  return (guide.search(rest)[0]?.coverage ?? 0) < 0.5;
}

/**
 * Returns, for `And where?`, the guide's passages about the last question that it knew something about, the best hit
 * aside.
 */
function furtherHits(guide: Guide, questions: readonly string[]): readonly Hit[] {
  for (const earlier of questions.slice(0, -1).reverse()) {
    const hits = relevant(guide.search(ownWords(earlier).text));
    if (hits.length > 0) return hits.length > 1 ? hits.slice(1) : hits;
  }
  return [];
}

/** The first hits word for word; `short` quotes the best one alone, and names the others. */
function quote(guide: Guide, first: string, hits: readonly Hit[], words: DemoWords, detail: Detail): Answer {
  const marked = detail !== 'unmarked';
  const passages = hits.map((hit, index) => ({
    section: hit.section.heading,
    text: excerpt(guide, hit, index === 0 ? longestPassage : longestPassage / 3),
  }));
  const quoted = detail === 'short' ? 1 : passages.length;
  const quotes = passages.slice(0, quoted).map(({ section, text }, index) => {
    const lines = text.split('\n').map((line) => `> ${line}`.trimEnd());
    return `${index === 1 ? `${words.alsoFound}\n\n` : ''}**${section}**${marked ? ` [${index + 1}]` : ''}\n\n${lines.join('\n')}`;
  });
  const more = alsoFound(hits.slice(quoted), words, quoted);
  return { title: guide.title, text: [first, ...quotes, ...more].join('\n\n'), passages };
}

/** The section, or as many of its paragraphs as fit, those with the most matching words first, in their own order. */
function excerpt(guide: Guide, hit: Hit, limit: number): string {
  const paragraphs = blocks(hit.section);
  const matched = new Set(hit.terms);
  const score = (text: string) => guide.terms(text).filter((term) => matched.has(term)).length;
  const ranked = paragraphs.map((text, index) => ({ text, index })).sort((a, b) => score(b.text) - score(a.text));
  const taken: { text: string; index: number }[] = [];
  let length = 0;
  for (const block of ranked) {
    if (taken.length > 0 && length + block.text.length > limit) continue;
    taken.push(block);
    length += block.text.length;
  }
  return taken
    .sort((a, b) => a.index - b.index)
    .map(({ text }) => text)
    .join('\n\n');
}

/** Paragraphs; a list or code block stays with the line that introduces it. */
function blocks(section: Section): string[] {
  const joined: string[] = [];
  for (const paragraph of section.body.split(/\n\s*\n/)) {
    const last = joined.at(-1);
    if (last?.endsWith(':')) joined[joined.length - 1] = `${last}\n\n${paragraph}`;
    else joined.push(paragraph);
  }
  return joined;
}
