/** What mammoth, a reader of OOXML that is not ours, finds in a Word document. */
import mammoth from 'mammoth';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { bare, type Read } from './readers.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

const idOf = (node: Node) => ('attrs' in node ? (node.attrs.find(({ name }) => name === 'id')?.value ?? '') : '');
const isNote = (node: Node) => /footnote-\d+$/.test(idOf(node)) && node.nodeName === 'li';
const isMark = (node: Node) => node.nodeName === 'sup';

function textOf(node: Node, leave: (node: Node) => boolean): string {
  if (leave(node)) return '';
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map((child) => textOf(child, leave)).join('') : '';
}

function all(nodes: readonly Node[], wanted: (node: Node) => boolean): Node[] {
  return nodes.flatMap((node) => [
    ...(wanted(node) ? [node] : []),
    ...('childNodes' in node ? all(node.childNodes, wanted) : []),
  ]);
}

export async function readWord(bytes: Uint8Array): Promise<Read & { readonly html: string }> {
  const { value: html } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  const { childNodes } = parseFragment(html);
  return {
    html,
    words: bare(childNodes.map((node) => textOf(node, (at) => isNote(at) || isMark(at))).join('')),
    // Behind each note stands the way back to its mark.
    notes: all(childNodes, isNote).map((note) => textOf(note, () => false).replace(/\s*↑\s*$/, '')),
    references: all(childNodes, isMark).length,
  };
}
