import { element } from '../dom/dom.ts';
import { finalize } from './boxes.ts';
import { morph } from './morph.ts';

/** So many blocks stand side by side; in longer answers the browser may skip whole groups that are off the screen. */
const groupSize = 50;

/** The elements of an answer's top-level blocks, in order. The first ones are children of `body`, later ones in groups. */
export class Slots {
  readonly #body: HTMLElement;
  readonly #blocks: Element[] = [];
  readonly #groups: HTMLElement[] = [];

  constructor(body: HTMLElement) {
    this.#body = body;
  }

  at(index: number): Element | undefined {
    return this.#blocks[index];
  }

  /** Shows `wanted` at `index`, by `change` where a block stands there already. */
  paint(index: number, wanted: HTMLElement, change: (shown: Element, wanted: HTMLElement) => Element = morph): void {
    const shown = this.#blocks[index];
    if (!shown) this.#groupOf(index).append(wanted);
    this.#blocks[index] = shown ? change(shown, wanted) : wanted;
  }

  /** Leaves the first `count` blocks. */
  keep(count: number): void {
    for (const block of this.#blocks.splice(count)) block.remove();
    for (const group of this.#groups.splice(Math.max(Math.ceil(count / groupSize), 1))) group.remove();
  }

  #groupOf(index: number): HTMLElement {
    const number = Math.floor(index / groupSize);
    if (number === 0) return this.#body;
    const known = this.#groups[number];
    if (known) return known;
    const group = element('div', { class: 'group' });
    this.#groups[number] = group;
    this.#body.append(group);
    for (const older of this.#groups.slice(1, number - 1)) finalize(older);
    return group;
  }
}
