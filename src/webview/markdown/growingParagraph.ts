import { emitBlock, topLevelBlocks } from './emit.ts';
import type { Growing, Grown, Step } from './growing.ts';
import { morphChildren } from './morph.ts';
import { parse } from './parser.ts';
import { safeBreak } from './safeBreak.ts';

interface GrowingParagraph extends Growing {
  readonly nodes: number;
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
  const known = before && 'nodes' in before ? (before as GrowingParagraph) : undefined;
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
  const nodes = (known?.nodes ?? 0) + head.childNodes.length;
  const joined = [...head.childNodes, ...tail.childNodes];
  if (!isSame(joined, [...shown.childNodes].slice(known?.nodes ?? 0))) return undefined;
  morphChildren(shown, joined, known?.nodes ?? 0);
  const growing: GrowingParagraph = {
    preamble: stub,
    preambleLines: 0,
    nodes,
    fits: ([next, words]) =>
      next?.type === 'paragraph_open' && next.map?.[0] === 0 && words?.content.startsWith(stub) === true,
    paint: (paragraph, wanted) => {
      dropStub(wanted);
      morphChildren(paragraph, wanted.childNodes, nodes);
      return paragraph;
    },
  };
  return { growing, end: first + place, endLine: open.map[0] + raw.slice(0, place).split('\n').length - 1 };
}

function paragraph(text: string, { references, options }: Grown): HTMLElement | undefined {
  const [block, more] = topLevelBlocks(parse(text, { ...references }));
  return block?.[0]?.type === 'paragraph_open' && !more ? emitBlock(block, options, 0) : undefined;
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
    box.append(...nodes.map((node) => node.cloneNode(true)));
    box.normalize();
    return box;
  });
  return a !== undefined && b !== undefined && a.isEqualNode(b);
}
