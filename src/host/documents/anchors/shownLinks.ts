import type { Log } from '../../../base/log.ts';
import type { DocumentLink, DocumentLinks } from '../../../chat/ports/documentLinks.ts';
import { inBackground } from '../../platform/background.ts';
import type { Prompts } from '../../platform/prompts.ts';

/** What shows the links of a store in this window. */
interface LinksView {
  /** Reads the stored links, and shows them. */
  load(): Promise<void>;
  /** Resolves when all that has changed is on the disk. */
  leave(): Promise<void>;
  dispose(): void;
}

/** Makes a view of links after the start where any is stored, else at its first use: most people have none. */
export class ShownLinks<T extends LinksView> {
  readonly #make: () => Promise<T>;
  #loading: Promise<T> | undefined;
  #view: T | undefined;
  #isDisposed = false;

  constructor(
    parts: { readonly prompts: Prompts; readonly log: Log },
    name: string,
    store: Pick<DocumentLinks<DocumentLink>, 'isEmpty'>,
    make: () => Promise<T>,
  ) {
    this.#make = make;
    const shown = store.isEmpty().then((isEmpty) => (isEmpty || this.#isDisposed ? undefined : this.load()));
    inBackground(parts, name, shown);
  }

  readonly load = (): Promise<T> => {
    this.#loading ??= this.#loaded();
    return this.#loading;
  };

  async leave(): Promise<void> {
    await this.#view?.leave();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#view?.dispose();
  }

  async #loaded(): Promise<T> {
    this.#view = await this.#make();
    if (this.#isDisposed) this.#view.dispose();
    else await this.#view.load();
    return this.#view;
  }
}
