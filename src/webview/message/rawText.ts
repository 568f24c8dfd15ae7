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

/** The event that has an answer turn. */
const turned = 'raw-text-turned';

/** Has an answer shown as it was written, or as it is read, with the focus in it. */
export function showRaw(article: HTMLElement, isWanted: boolean): void {
  const raw = article.querySelector<HTMLElement>('.raw-text');
  if (!raw || raw.hidden !== isWanted) return;
  raw.dispatchEvent(new Event(turned));
  (isWanted ? raw : article).focus();
}

/** An answer as it was written, sign by sign, in the place of `text`, which shows it as it is read. */
export function createRawText({ labels }: Page, text: HTMLElement): RawText {
  const raw = element('pre', {
    class: 'raw-text',
    dir: 'auto',
    tabindex: '0',
    role: 'group',
    hidden: true,
    // The page's menu offers the way back.
    'data-vscode-context': JSON.stringify({ webviewSection: 'rawAnswer' }),
  });
  let written = '';
  const paint = () => raw.replaceChildren(...(raw.hidden ? [] : visibleNodes(written)));
  const turn = () => {
    raw.hidden = !raw.hidden;
    text.hidden = !raw.hidden;
    paint();
  };
  raw.addEventListener(turned, turn);
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
