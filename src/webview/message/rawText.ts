import { element } from '../dom/dom.ts';
import { visibleNodes } from '../dom/invisibleCharacters.ts';
import type { MenuItem } from '../dom/menu.ts';
import type { Page } from '../dom/page.ts';
import type { MessagePainting } from './types.ts';

export interface RawText {
  readonly element: HTMLElement;
  /** Shows the text as it was written, or as it is read again. */
  readonly items: () => readonly MenuItem[];
  readonly update: (painting: Pick<MessagePainting, 'message'>) => void;
}

/** An answer as it was written, sign by sign, in the place of `text`, which shows it as it is read. */
export function createRawText({ labels }: Page, text: HTMLElement): RawText {
  const raw = element('pre', { class: 'raw-text', dir: 'auto', tabindex: '0', role: 'group', hidden: true });
  let written = '';
  const paint = () => raw.replaceChildren(...(raw.hidden ? [] : visibleNodes(written)));
  const turn = () => {
    raw.hidden = !raw.hidden;
    text.hidden = !raw.hidden;
    paint();
  };
  const items = () => {
    if (written === '') return [];
    return [{ name: raw.hidden ? labels.showAsMarkdown : labels.showFormatted, run: turn }];
  };
  raw.ariaLabel = labels.showAsMarkdown;
  const update = ({ message }: Pick<MessagePainting, 'message'>) => {
    if (message.text === written) return;
    written = message.text;
    paint();
  };
  return { element: raw, items, update };
}
