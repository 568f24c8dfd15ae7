import { textParts } from '../../chat/text/invisibleCharacters.ts';
import { appendAll, element } from './dom.ts';

const fewNodes = 100;

/**
 * The nodes of a text, with a mark for every character that cannot be seen. The mark holds the character itself, so that
 * a copy stays true, in a box of its own, so that it turns nothing around; its name is drawn by the style.
 */
export function visibleNodes(text: string): (string | Node)[] {
  const nodes = textParts(text).map((part) =>
    part.hidden === undefined
      ? part.text
      : element('span', { class: 'hidden-character', 'data-name': part.hidden }, part.text),
  );
  if (nodes.length <= fewNodes) return nodes;
  // As one: callers pass them on as arguments.
  const fragment = document.createDocumentFragment();
  appendAll(fragment, nodes);
  return [fragment];
}

/** Sets a text, its invisible characters marked; an unchanged node is not touched. */
export function setVisibleText(node: Element, text: string): void {
  if (node.textContent !== text) node.replaceChildren(...visibleNodes(text));
}
