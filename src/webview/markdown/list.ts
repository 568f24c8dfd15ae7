import { element } from '../dom/dom.ts';
import { boxSize, finalize, paintParts } from './boxes.ts';

/** The items of a list, whatever boxes they stand in. */
export function itemsOf(list: Element): Element[] {
  return [...list.children].flatMap((child) => (isBox(child) ? [...child.children] : [child]));
}

/** Makes `items` what follows the first `count` items of a list. */
export function paintItems(list: Element, count: number, items: readonly Element[]): void {
  if (count + items.length > boxSize.parts) list.setAttribute('role', 'list');
  else list.removeAttribute('role');
  // An item that does not stand in the list itself says what it is, and the box between says nothing.
  for (const item of items.slice(Math.max(boxSize.parts - count, 0))) item.setAttribute('role', 'listitem');
  const make = (box: readonly Node[]) => element('div', { class: 'items', role: 'none' }, box);
  if (!paintParts({ block: list, boxes: [list, ...boxesOf(list)], make }, count, items)) return;
  for (const box of boxesOf(list).slice(0, -2)) finalize(box);
}

/** The boxes of a list, without the first items, which stand in the list itself. */
export function boxesOf(list: Element): Element[] {
  return [...list.children].filter(isBox);
}

function isBox(child: Element): boolean {
  return child.classList.contains('items');
}
