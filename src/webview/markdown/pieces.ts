import { element } from '../dom/dom.ts';
import { boxSize } from './boxes.ts';

/** Nodes of a paragraph by pieces. The first run goes on where something stands already; the last one may be empty. */
export interface Runs {
  readonly runs: Node[][];
  /** Characters in the last run, with those that stood before it. */
  readonly length: number;
}

/**
 * Cuts the nodes of a paragraph into pieces, after the first sentence that ends beyond the size, or after any word beyond
 * twice the size. Only what stands before a cut decides on it, so that one never moves while text is added.
 * @param length characters that stand already before the first node in its piece
 */
export function cutIntoRuns(nodes: Iterable<Node>, length: number): Runs {
  let run: Node[] = [];
  const runs = [run];
  let own = length;
  for (let node of nodes) {
    for (let cut = cutIn(node, own); cut !== undefined && node instanceof Text; cut = cutIn(node, own)) {
      const rest = new Text(node.data.slice(cut));
      node.data = node.data.slice(0, cut);
      run.push(node);
      run = [];
      runs.push(run);
      own = 0;
      node = rest;
    }
    if (node instanceof Text && node.data === '') continue;
    run.push(node);
    own += node.textContent?.length ?? 0;
  }
  return { runs, length: own };
}

/** Offset in a text after which a new piece begins, `before` characters into a piece. */
function cutIn(node: Node, before: number): number | undefined {
  const { characters } = boxSize;
  if (!(node instanceof Text) || before + node.length < characters) return undefined;
  for (const { index, 0: end } of node.data.matchAll(/[.!?]\s|\s/g)) {
    const length = before + index + end.length;
    if (length >= (end.length > 1 ? characters : 2 * characters)) return index + end.length;
  }
  return undefined;
}

export function piece(run: readonly Node[]): HTMLElement {
  return element('span', { class: 'piece' }, run);
}

export function isPiece(node: Node | null): node is HTMLElement {
  return node instanceof HTMLElement && node.classList.contains('piece');
}

/** The nodes of a paragraph as if it had no pieces; they still stand where they are. */
export function withoutPieces(nodes: Iterable<Node>): Node[] {
  return [...nodes].flatMap((node) => (isPiece(node) ? [...node.childNodes] : [node]));
}
