import { replaceAll } from '../dom/dom.ts';
import { finalize, type Place, paintRuns } from './boxes.ts';
import { emitBlock, topLevelBlocks } from './emit.ts';
import type { Growing, Grown, Step } from './growing.ts';
import { parse } from './parser.ts';
import { cutIntoRuns, isPiece, piece, withoutPieces } from './pieces.ts';
import { safeBreak } from './safeBreak.ts';

/** The end of the words of a paragraph that stand for good: in the paragraph itself or in the last of its pieces. */
interface End extends Place {
  /** Characters in that box. */
  readonly length: number;
}

interface GrowingParagraph extends Growing {
  readonly standing: End;
}

/** Stands for the words that are painted already. */
const stub = 'x ';

/** The words of a long paragraph stand up to the last place where no link, code or emphasis is open. */
export function growParagraph(grown: Grown, before: Growing | undefined): Step | undefined {
  const { source, starts, tokens, references, shown } = grown;
  const [open, text] = tokens;
  if (open?.type !== 'paragraph_open' || !open.map || !text) return undefined;
  const first = starts[open.map[0]] ?? 0;
  const raw = source.slice(first, starts[open.map[1]] ?? source.length);
  const known = before && 'standing' in before ? (before as GrowingParagraph).standing : undefined;
  const place = safeBreak(raw, references);
  if (place === undefined) return undefined;
  const emit = (part: string) => paragraph(part, grown);
  const head = emit(raw.slice(0, place).trimEnd());
  const tail = emit(stub + raw.slice(place));
  if (!head || !tail) return undefined;
  // The blank between the two is the head's.
  head.append(' ');
  head.normalize();
  if (known) dropStub(head);
  dropStub(tail);
  const start = known ?? { box: shown, nodes: 0, length: 0 };
  if (!isSame([...head.childNodes, ...tail.childNodes], nodesAfter(start, shown))) return undefined;
  const standing = paintAfter(start, shown, [...head.childNodes], [...tail.childNodes]);
  if (!standing) return undefined;
  const growing: GrowingParagraph = {
    preamble: stub,
    preambleLines: 0,
    standing,
    fits: ([next, words]) =>
      next?.type === 'paragraph_open' && next.map?.[0] === 0 && words?.content.startsWith(stub) === true,
    paint: (paragraph, wanted) => {
      const rest = flattened(wanted);
      dropStub(rest);
      paintAfter(standing, paragraph, [], [...rest.childNodes]);
      return paragraph;
    },
  };
  return { growing, end: first + place, endLine: open.map[0] + raw.slice(0, place).split('\n').length - 1 };
}

function paragraph(text: string, { references, options }: Grown): HTMLElement | undefined {
  const [block, more] = topLevelBlocks(parse(text, { ...references }));
  return block?.[0]?.type === 'paragraph_open' && !more ? flattened(emitBlock(block, options, 0)) : undefined;
}

/** A paragraph in one piece: where the pieces end depends on what stands before. */
function flattened(paragraph: HTMLElement): HTMLElement {
  replaceAll(paragraph, withoutPieces(paragraph.childNodes));
  paragraph.normalize();
  return paragraph;
}

/** Makes `head` and `tail` what follows `start` in the paragraph; returns where the head ends, if something follows it. */
function paintAfter(start: End, paragraph: Element, head: readonly Node[], tail: readonly Node[]): End | undefined {
  const stands = cutIntoRuns(head, start.length);
  const open = cutIntoRuns(tail, stands.length);
  const ofHead = stands.runs.at(-1) ?? [];
  const joined = [...ofHead, ...(open.runs[0] ?? [])];
  const later = paintRuns(paragraph, start, [...stands.runs.slice(0, -1), joined, ...open.runs.slice(1)], piece);
  if (stands.runs.length === 1) return { ...start, nodes: start.nodes + ofHead.length, length: stands.length };
  if (joined.length === 0) return undefined;
  const boxes = [...paragraph.children].filter(isPiece);
  const last = boxes.length - later.length + stands.runs.length - 2;
  for (const older of boxes.slice(0, last)) finalize(older);
  const box = boxes[last];
  return box && { box, nodes: ofHead.length, length: stands.length };
}

/** Returns the nodes that are shown after `start`. */
function nodesAfter(start: End, paragraph: Element): Node[] {
  const own = withoutPieces([...start.box.childNodes].slice(start.nodes));
  if (start.box === paragraph) return own;
  const nodes = [...paragraph.childNodes];
  return [...own, ...withoutPieces(nodes.slice(nodes.indexOf(start.box as HTMLElement) + 1))];
}

function dropStub({ firstChild }: Element): void {
  if (!(firstChild instanceof Text)) return;
  firstChild.deleteData(0, stub.length);
  if (firstChild.data === '') firstChild.remove();
}

/** Whether the cut changes nothing that a person could see. */
function isSame(one: readonly Node[], other: readonly Node[]): boolean {
  const [a, b] = [one, other].map((nodes) => {
    const box = document.createElement('p');
    for (const node of nodes) box.append(node.cloneNode(true));
    box.normalize();
    return box;
  });
  return a !== undefined && b !== undefined && a.isEqualNode(b);
}
