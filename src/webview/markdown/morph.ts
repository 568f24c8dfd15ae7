import { isCode, morphCode } from './code.ts';
import { morphAttributes } from './morphAttributes.ts';
import { morphText } from './morphText.ts';

/**
 * Makes `shown` equal to `wanted` and returns the node that now stands in its place. What is alike keeps its nodes, and
 * with them selection, focus and scroll position, while the last block of an answer grows.
 */
export function morph(shown: Element, wanted: Element): Element {
  if (shown.tagName !== wanted.tagName || isCode(shown) !== isCode(wanted)) {
    shown.replaceWith(wanted);
    return wanted;
  }
  morphAttributes(shown, wanted);
  if (isCode(shown)) morphCode(shown, wanted);
  else morphChildren(shown, wanted.childNodes);
  return shown;
}

/** Makes the children of `shown`, from the one at `from` on, equal to `wanted`. */
export function morphChildren(shown: Element, wanted: Iterable<ChildNode>, from = 0): void {
  let old = shown.childNodes[from] ?? null;
  for (const node of [...wanted]) {
    const next = old?.nextSibling ?? null;
    if (!old) shown.append(node);
    else if (old instanceof Text && node instanceof Text) morphText(old, node.data);
    else if (old instanceof Element && node instanceof Element) morph(old, node);
    else old.replaceWith(node);
    old = next;
  }
  while (old) {
    const next: ChildNode | null = old.nextSibling;
    old.remove();
    old = next;
  }
}
