import type { Labels } from '../../pageWords.ts';
import { element, icon } from '../dom/dom.ts';
import { visibleNodes } from '../dom/invisibleCharacters.ts';
import { type CodeText, CodeView } from './codeView.ts';
import { parser, type Token } from './parser.ts';

/** The text that each code block is to show, and the view that shows it once the block is in its place. */
const texts = new WeakMap<Element, CodeText>();
const views = new WeakMap<Element, CodeView>();
let waiting: Element[] = [];

/**
 * A code block with its buttons, still without its code: `fillCode` paints that. The block carries the lines that its
 * content covers in the answer's Markdown.
 */
export function codeBlock(token: Token, labels: Labels, firstLine: number): HTMLElement {
  const first = firstLine + (token.map?.[0] ?? 0) + (token.type === 'fence' ? 1 : 0);
  const last = first + lineCount(token.content);
  const language = parser.utils.unescapeAll(token.info).trim().split(/\s/)[0] ?? '';
  const block = element(
    'div',
    { class: 'code', 'data-first': String(first), 'data-last': String(last) },
    element(
      'div',
      { class: 'code-bar' },
      element('span', { class: 'code-language' }, ...visibleNodes(language)),
      button('copy', labels.copyCode),
      button('insert', labels.insertCode),
    ),
    // Focusable, so that a long line can be scrolled by keyboard.
    element('pre', { dir: 'ltr', role: 'group', 'aria-label': labels.code, tabindex: '0' }, element('code')),
  );
  texts.set(block, { language, from: 0, text: token.content });
  waiting.push(block);
  return block;
}

export function isCode(node: Element): boolean {
  return texts.has(node);
}

/** `block` shows only what follows the first `from` characters, which stand already. */
export function continueCode(block: Element, from: number, firstLine: string): void {
  const code = texts.get(block);
  if (code) texts.set(block, { ...code, from });
  if (block instanceof HTMLElement) block.dataset['first'] = firstLine;
}

/** Gives a block that is shown the text of one that is not; both may be large, and only the difference is painted. */
export function morphCode(shown: Element, wanted: Element): void {
  const code = texts.get(wanted);
  if (!code) return;
  const words = shown.querySelector('.code-language');
  if (words && words.textContent !== code.language) words.replaceChildren(...visibleNodes(code.language));
  texts.set(shown, code);
  waiting.push(shown);
}

/** Paints the code of all blocks that came into their place in `body`, or changed there, since the last call. */
export function fillCode(body: Element): void {
  const blocks = waiting;
  waiting = [];
  for (const block of blocks) {
    const text = texts.get(block);
    if (!text || !body.contains(block)) continue;
    const view = views.get(block) ?? new CodeView(block.querySelector('code') ?? block);
    views.set(block, view);
    view.update(text);
  }
}

function button(action: 'copy' | 'insert', name: string): HTMLElement {
  const attributes = { type: 'button', class: 'icon-button', 'aria-label': name, title: name, 'data-code': action };
  return element('button', attributes, icon(action));
}

/** Lines of a code block's content; the last one may still be open. */
export function lineCount(content: string): number {
  if (content === '') return 0;
  let count = content.endsWith('\n') ? 0 : 1;
  for (let end = content.indexOf('\n'); end >= 0; end = content.indexOf('\n', end + 1)) count++;
  return count;
}
