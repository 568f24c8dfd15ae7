import { merged, type Sources } from '../../../chat/model/gatheredSources.ts';
import type { Source } from '../../../chat/model/model.ts';

/** The sources of an answer that is on its way: what is new of each chunk, and how many are beyond what is shown. */
export class GatheredSources {
  readonly #seen = new Set<string>();
  #sources: readonly Source[] = [];
  #beyond = 0;
  #reported = 0;
  #unread = 0;

  /** The number of sources beyond those that were given out. */
  get more(): number {
    return this.#beyond + this.#unread;
  }

  /** Adds `found`, of which `unread` more were not looked at; returns what is new, undefined when it is nothing. */
  add(found: readonly Source[], unread: number): Sources | undefined {
    const { sources, changed, beyond } = merged(this.#sources, this.#seen, found);
    this.#sources = sources;
    this.#beyond += beyond;
    // Each chunk tells of all of them anew.
    this.#unread = Math.max(this.#unread, unread);
    if (changed.length === 0 && this.more === this.#reported) return undefined;
    this.#reported = this.more;
    return { sources: changed, ...(this.more > 0 && { moreSources: this.more }) };
  }
}
