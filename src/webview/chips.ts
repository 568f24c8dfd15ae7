import type { ContextItem } from '../chat/model.ts';
import type { Labels } from '../protocol.ts';
import { element, icon, iconButton } from './dom.ts';
import { fill } from './labels.ts';

export interface ContextList {
  readonly element: HTMLElement;
  readonly update: (items: readonly ContextItem[]) => void;
}

/** Chips that tell what is sent along: file, lines, length. `remove` gives each its button. */
export function contextList(labels: Labels, name: string, remove?: (id: string) => void): ContextList {
  const list = element('ul', { class: 'context', 'aria-label': name, hidden: true });
  let shown: readonly ContextItem[] | undefined;

  const chip = ({ id, label, firstLine, lastLine, text }: ContextItem) => {
    const length = fill(labels.contextLength, text.length.toLocaleString(labels.language));
    const item = element(
      'li',
      { class: 'chip', title: text },
      icon('selection'),
      element(
        'span',
        { class: 'chip-words' },
        `${firstLine === lastLine ? fill(labels.contextLine, label, firstLine) : fill(labels.contextLines, label, firstLine, lastLine)} `,
        element('span', { class: 'chip-length' }, length),
      ),
    );
    if (remove) item.append(iconButton('close', fill(labels.removeContext, label), () => remove(id)));
    return item;
  };

  return {
    element: list,
    update: (items) => {
      if (items === shown) return;
      const hadFocus = list.contains(document.activeElement);
      shown = items;
      list.hidden = items.length === 0;
      list.replaceChildren(...items.map(chip));
      if (hadFocus) list.querySelector('button')?.focus();
    },
  };
}
