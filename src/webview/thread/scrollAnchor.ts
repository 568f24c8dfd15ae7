import type { ReadingPlace } from '../dom/host.ts';

/**
 * The block that is read: the first that begins in what is seen, or the one that fills it. It looks only into the group
 * and the message that are there: measuring inside one that the browser skips would have it laid out.
 */
export function readLine(region: HTMLElement, content: HTMLElement): Element | undefined {
  const { top: edge, bottom } = region.getBoundingClientRect();
  const message = messageAt(content, edge);
  if (!message) return undefined;
  let cut: Element = message;
  let part = firstBelow(shownBlocks(message), edge);
  for (; part; part = cut.matches(stacks) ? firstBelow(cut.children, edge) : undefined) {
    cut = part;
    if (cut.getBoundingClientRect().top >= edge) break;
  }
  if (cut.getBoundingClientRect().top >= edge) return cut;
  // A block that is cut may still grow, for example when the browser learns its height: what follows is pushed away.
  const next = following(cut, message);
  return next && next.getBoundingClientRect().top < bottom ? next : cut;
}

/** Blocks whose parts stand one below the other: an item or a row may be read while others change their height. */
const stacks = '.group, ul, ol, .items, li, blockquote, .table, table, thead, tbody';

/** Returns the element below a block of a message. */
function following(block: Element, message: HTMLElement): Element | undefined {
  for (let node: Element | null = block; node && node !== message; node = node.parentElement) {
    if (node.matches('.markdown')) break;
    if (node.nextElementSibling) return node.nextElementSibling;
  }
  return nextMessage(message);
}

/** The blocks of an answer's text, none while the browser skips it. */
function shownBlocks(message: HTMLElement): ArrayLike<Element> {
  const text = message.querySelector('.markdown');
  return text?.checkVisibility({ contentVisibilityAuto: true }) ? text.children : [];
}

function nextMessage(message: HTMLElement): Element | undefined {
  const after = message.parentElement?.nextElementSibling?.querySelector(':scope > article');
  for (let node = message.nextElementSibling; node; node = node.nextElementSibling) {
    if (node.matches('article')) return node;
  }
  return after ?? undefined;
}

/** The message at the upper edge, and how much of it is above. */
export function anchorIn(region: HTMLElement, content: HTMLElement): ReadingPlace | undefined {
  const edge = region.getBoundingClientRect().top;
  const message = messageAt(content, edge);
  const messageId = message?.dataset['message'];
  if (!message || messageId === undefined) return undefined;
  return { messageId, offset: edge - message.getBoundingClientRect().top };
}

function messageAt(content: HTMLElement, edge: number): HTMLElement | undefined {
  // A long answer has groups of its own, inside of these.
  const group = firstBelow(content.querySelectorAll('.thread > .group'), edge);
  return group && (firstBelow(group.querySelectorAll(':scope > article'), edge) as HTMLElement | undefined);
}

/** The first that ends below `edge`; they stand one below the other, so half of the rest can be left out each time. */
function firstBelow(nodes: ArrayLike<Element>, edge: number): Element | undefined {
  let [from, to] = [0, nodes.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((nodes[middle]?.getBoundingClientRect().bottom ?? edge) > edge) to = middle;
    else from = middle + 1;
  }
  return nodes[from];
}
