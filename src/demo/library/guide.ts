import MiniSearch from 'minisearch';
import { fold } from './fold.ts';
import type { DemoLanguage } from './options.ts';
import { stopWords, synonyms, weakWords } from './searchWords.ts';

/** A `##` section of the guide. */
export interface Section {
  readonly id: number;
  readonly heading: string;
  /** Markdown. */
  readonly body: string;
}

/** A section that was found, and how well. */
export interface Hit {
  readonly section: Section;
  /** Share of the question's words (stop words aside) that the section answers to, the rarer the weightier, 0 to 1. */
  readonly coverage: number;
  /** Words of the section that matched, folded. */
  readonly terms: readonly string[];
}

export interface Guide {
  readonly title: string;
  readonly sections: readonly Section[];
  /** Best first. */
  search(question: string): readonly Hit[];
  /** The words that a search looks for, folded and without stop words. */
  terms(text: string): readonly string[];
}

/** Splits the guide at its headings and indexes the sections for full-text search. */
export function openGuide(markdown: string, language: DemoLanguage): Guide {
  const { title, sections } = parse(markdown);
  const ignored = new Set([...stopWords[language]].map((word) => fold(word, language)));
  const words = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
  const term = (word: string) => {
    const folded = fold(word, language);
    return ignored.has(folded) ? null : folded;
  };
  const perSection = sections.map(({ heading, body }) => new Set(words(`${heading} ${body}`).map(term)));
  const known = new Set(perSection.flatMap((found) => [...found]));
  const weak = new Set([...weakWords[language]].map((word) => fold(word, language)));
  // A word that no section has weighs as much as the rarest one: what is asked for must be there.
  const weight = (word: string) => {
    const among = Math.max(1, perSection.filter((found) => found.has(word)).length);
    return weak.has(word) ? 0 : Math.log(1 + sections.length / among);
  };
  const weightOf = (found: readonly string[]) => found.reduce((sum, word) => sum + weight(word), 0);
  const askedWords = (text: string) =>
    words(text)
      .flatMap((word) => words(synonyms[language].get(fold(word, language)) ?? word))
      .flatMap((word) => (known.has(term(word)) ? [word] : partsOf(word, known, term)));
  const index = new MiniSearch<Section>({ fields: ['heading', 'body'], tokenize: words, processTerm: term });
  index.addAll(sections);
  const terms = (text: string) => [...new Set(words(text).map(term))].filter((found) => found !== null);
  return {
    title,
    sections,
    terms,
    search(question) {
      const wanted = askedWords(question).join(' ');
      const asked = weightOf(terms(wanted));
      if (asked === 0) return [];
      const results = index.search(wanted, {
        boost: { heading: 3 },
        prefix: (word) => word.length > 2,
        fuzzy: (word) => (word.length > 4 ? 0.2 : false),
        weights: { prefix: 0.6, fuzzy: 0.3 },
      });
      // A word may match several words of a section; `queryTerms` names it once for each.
      const hits = results.flatMap((result) => {
        const section = sections[result.id as number];
        const coverage = Math.min(1, weightOf([...new Set(result.queryTerms)]) / asked);
        return section ? [{ section, coverage, terms: result.terms, rank: result.score * coverage ** 2 }] : [];
      });
      // One rare word must not outweigh a section that answers to all of them.
      return hits.sort((a, b) => b.rank - a.rank);
    },
  };
}

function parse(markdown: string): { title: string; sections: Section[] } {
  const [head = '', ...parts] = `\n${markdown.replaceAll('\r\n', '\n')}`.split(/\n## +/);
  const sections = parts.map((part, id) => {
    const [heading = '', ...lines] = part.split('\n');
    return { id, heading: heading.trim(), body: lines.join('\n').trim() };
  });
  return { title: /^# +(.+)$/m.exec(head)?.[1]?.trim() ?? '', sections };
}

/** German joins words that the guide knows apart: `Firmenproxy` is looked up as `proxy`. */
function partsOf(word: string, known: ReadonlySet<string | null>, term: (word: string) => string | null): string[] {
  const folded = term(word) ?? '';
  const parts = [...known].filter((part) => part !== null && part.length > 4);
  const found = parts.filter((part) => part !== null && (folded.startsWith(part) || folded.endsWith(part)));
  return found.length > 0 ? found.filter((part) => part !== null) : [word];
}
