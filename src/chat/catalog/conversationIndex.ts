import MiniSearch from 'minisearch';
import type { Message, Thread } from '../model/model.ts';

/** Messages that are searched at most: the first ones that were read. */
export const mostMessages = 5_000;

/** Characters of a snippet before and after the word that was found. */
const before = 24;
const after = 96;

export interface Found {
  readonly key: string;
  /** The words around the first match, on one line. */
  readonly snippet: string;
}

interface Entry {
  readonly id: number;
  readonly key: string;
  readonly text: string;
}

/** The words of conversations, in memory only: which conversations say what is looked for, and where. */
export class ConversationIndex {
  readonly #index = new MiniSearch<Entry>({
    fields: ['text'],
    storeFields: ['key'],
    tokenize: wordsOf,
    processTerm: fold,
    searchOptions: { combineWith: 'AND', prefix: true },
  });
  readonly #entries: Entry[] = [];

  get isFull(): boolean {
    return this.#entries.length >= mostMessages;
  }

  /** Adds what was said in a conversation, its sources too, as far as there is room. */
  add(thread: Thread, messages: readonly Pick<Message, 'text' | 'sources'>[]): void {
    const key = keyOf(thread);
    for (const { text, sources } of messages) {
      if (this.isFull) return;
      const all = [String(text), ...sources.flatMap(({ title, section = '', passage }) => [title, section, passage])];
      const entry = { id: this.#entries.length, key, text: all.join('\n') };
      this.#entries.push(entry);
      this.#index.add(entry);
    }
  }

  /** Conversations with a message that has all words of `query`, each word or its beginning; best first, each once. */
  search(query: string): readonly Found[] {
    const wanted = wordsOf(query)
      .map(fold)
      .filter((word) => word !== '');
    if (wanted.length === 0) return [];
    const found = new Map<string, Found>();
    for (const { id } of this.#index.search(query)) {
      const entry = this.#entries[id as number];
      if (entry && !found.has(entry.key))
        found.set(entry.key, { key: entry.key, snippet: snippetOf(entry.text, wanted) });
    }
    return [...found.values()];
  }
}

export function keyOf({ connectionId, id }: Pick<Thread, 'connectionId' | 'id'>): string {
  return JSON.stringify([connectionId, id]);
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
}

/** Folds a word as the search in a conversation does: without case and accents. */
function fold(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
}

function snippetOf(text: string, wanted: readonly string[]): string {
  const [match] = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].filter(([word]) =>
    wanted.some((start) => fold(word).startsWith(start)),
  );
  const at = match?.index ?? 0;
  const from = Math.max(0, at - before);
  // From the beginning of a word to the end of one, as far as there are words.
  const start = from === 0 ? 0 : from + (/\s/.exec(text.slice(from, at))?.index ?? -1) + 1;
  const cut = text.slice(start, at + after);
  const end = at + after < text.length ? cut.replace(/\s\S*$/, '') : cut;
  return `${start > 0 ? '… ' : ''}${end.replace(/\s+/g, ' ').trim()}${at + after < text.length ? ' …' : ''}`;
}
