import type { Draft } from '../model/model.ts';
import type { DraftKey, DraftStore } from '../ports/drafts.ts';

/** Text and passages of the store as one. What another window has put there since it was read here stays. */
export class StoredDrafts {
  readonly #store: DraftStore;

  constructor(store: DraftStore) {
    this.#store = store;
  }

  get(key: DraftKey): Draft {
    return { text: this.#store.get(key), passages: this.#store.passages(key) };
  }

  add(key: DraftKey, added: Draft, where: 'before' | 'after' = 'after'): void {
    const there = this.get(key);
    const [first, second] = where === 'before' ? [added, there] : [there, added];
    this.#store.set(key, joined([first.text, second.text]), there.text);
    this.#store.setPassages(key, [...first.passages, ...second.passages], there.passages);
  }

  drop(key: DraftKey, { text, passages }: Draft): void {
    this.#store.set(key, '', text);
    this.#store.setPassages(key, [], passages);
  }

  move(from: DraftKey, to: DraftKey): void {
    const moved = this.get(from);
    this.add(to, moved);
    this.drop(from, moved);
  }
}

/** Texts as paragraphs of one. */
export function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}
