import { morphChildren } from './morph.ts';

/**
 * Laying out lines, items or rows of one and the same box again with all that comes takes the longer the more there are.
 * So the words of a paragraph, the items of a list and the rows of a table stand in boxes of this size when there are
 * more: characters (three printed pages), items, rows. Tests make them smaller.
 */
export const boxSize = { characters: 6000, parts: 50 };

/** A place in a block: after so many nodes of one of its boxes, which may be the block itself. */
export interface Place {
  readonly box: Element;
  readonly nodes: number;
}

/** Makes `runs` what follows `place` in `block`: the first goes on in the same box, each other one in its own. */
export function paintRuns(
  block: Element,
  { box, nodes }: Place,
  runs: readonly (readonly Node[])[],
  make: (run: readonly Node[]) => HTMLElement,
): readonly HTMLElement[] {
  const [own = [], ...others] = runs;
  const later = others.filter((run) => run.length > 0).map(make);
  if (box === block) morphChildren(block, [...own, ...later] as ChildNode[], nodes);
  else {
    morphChildren(box, own as ChildNode[], nodes);
    morphChildren(block, later, [...block.childNodes].indexOf(box as HTMLElement) + 1);
  }
  return later;
}

/** A block whose parts stand in boxes: the first ones in `boxes[0]`, and so on. */
export interface Boxed {
  readonly block: Element;
  readonly boxes: readonly Element[];
  readonly make: (parts: readonly Node[]) => HTMLElement;
}

/** Makes `parts` what follows the first `count` parts of a block. Returns whether a box more was needed. */
export function paintParts({ block, boxes, make }: Boxed, count: number, parts: readonly Node[]): boolean {
  const { parts: size } = boxSize;
  const index = Math.max(Math.ceil(count / size) - 1, 0);
  const nodes = count - index * size;
  const runs: Node[][] = [parts.slice(0, size - nodes)];
  for (let at = size - nodes; at < parts.length; at += size) runs.push(parts.slice(at, at + size));
  paintRuns(block, { box: boxes[index] ?? block, nodes }, runs, make);
  return index + runs.length > boxes.length;
}

/** Has the browser skip a box that is off the screen. Its height is set, so that nothing moves then. */
export function finalize(box: Element): void {
  if (!(box instanceof HTMLElement) || box.classList.contains('whole')) return;
  const { height } = box.getBoundingClientRect();
  if (height === 0) return;
  box.style.setProperty('contain-intrinsic-block-size', `auto ${height}px`);
  box.classList.add('whole');
}
