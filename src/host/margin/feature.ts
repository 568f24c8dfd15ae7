import type { Log } from '../../base/log.ts';
import { inBackground } from '../platform/background.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { checkDocument } from './checkDocument.ts';
import type { LoadMargin, Margin, MarginParts } from './margin.ts';

const module = () => import('./marginCommands.ts');
const checkModule = () => import('./checkDocument.ts');

/** Conversations beside passages of documents. */
export function marginCommands(parts: Parameters<typeof checkDocument>[0]) {
  const of = lazyCommands(parts);
  return {
    commands: {
      askInMargin: of(module, 'askInMargin'),
      checkDocument: of(checkModule, 'checkDocument'),
      sendInMargin: of(module, 'sendInMargin'),
      stopInMargin: of(module, 'stopInMargin'),
      retryInMargin: of(module, 'retryInMargin'),
      resolveInMargin: of(module, 'resolveInMargin'),
      reopenInMargin: of(module, 'reopenInMargin'),
      removeFromMargin: of(module, 'removeFromMargin'),
      openMarginInChat: of(module, 'openMarginInChat'),
    },
  } satisfies Feature;
}

type Parts = MarginParts & { readonly prompts: Prompts; readonly log: Log };

/** The margin of this window, made after the start where anything is stored for it. */
export class WindowMargin {
  readonly #parts: Parts;
  #made: Promise<Margin> | undefined;
  #margin: Margin | undefined;
  #isDisposed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    const shown = parts.margins.isEmpty().then((isEmpty) => (isEmpty || this.#isDisposed ? undefined : this.load()));
    inBackground(parts, 'Margin', shown);
  }

  readonly load: LoadMargin = () => {
    this.#made ??= this.#make();
    return this.#made;
  };

  async #make(): Promise<Margin> {
    const { Margin } = await import('./margin.ts');
    const margin = new Margin(this.#parts);
    this.#margin = margin;
    await margin.load();
    return margin;
  }

  async leave(): Promise<void> {
    await this.#margin?.leave();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#margin?.dispose();
  }
}
