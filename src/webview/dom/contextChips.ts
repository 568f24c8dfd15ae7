import type { ContextItem } from '../../chat/model/model.ts';
import { withNames } from '../../chat/text/invisibleCharacters.ts';
import type { Labels } from '../../pageWords.ts';
import type { FileChip } from '../../protocol.ts';
import { element, icon, iconButton, setChildren } from './dom.ts';
import type { FileChipView } from './fileChip.ts';
import { visibleNodes } from './invisibleCharacters.ts';
import { fill } from './labels.ts';

export interface ContextList {
  readonly element: HTMLElement;
  readonly update: (items: readonly ContextItem[], file?: FileChip) => void;
}

/** Chips that tell what is sent along: file, lines, length. `remove` gives each its button; `file` comes last. */
export function contextList(
  labels: Labels,
  name: string,
  remove?: (id: string) => void,
  file?: FileChipView,
): ContextList {
  const list = element('ul', { class: 'context', 'aria-label': name, hidden: true });
  let shown: readonly ContextItem[] | undefined;
  let chips: readonly HTMLElement[] = [];

  const chip = ({ id, label, firstLine, lastLine, text }: ContextItem) => {
    const length = fill(labels.contextLength, text.length.toLocaleString(labels.language));
    const item = element(
      'li',
      { class: 'chip', title: withNames(text) },
      icon('selection'),
      element(
        'span',
        { class: 'chip-words' },
        element(
          'span',
          {},
          ...visibleNodes(
            `${firstLine === lastLine ? fill(labels.contextLine, label, firstLine) : fill(labels.contextLines, label, firstLine, lastLine)} `,
          ),
        ),
        element('span', { class: 'chip-length' }, length),
      ),
    );
    if (remove) item.append(iconButton('close', fill(labels.removeContext, withNames(label)), () => remove(id)));
    return item;
  };

  return {
    element: list,
    update: (items, attached) => {
      const hasFile = file?.update(attached) === true;
      if (items === shown && hasFile === file?.element.isConnected) return;
      const hadFocus = list.contains(document.activeElement);
      if (items !== shown) chips = items.map(chip);
      shown = items;
      const all = file && hasFile ? [...chips, file.element] : chips;
      list.hidden = all.length === 0;
      setChildren(list, all);
      if (hadFocus && !list.contains(document.activeElement)) list.querySelector('button')?.focus();
    },
  };
}
