import type { Labels } from '../../protocol.ts';
import { element, icon } from '../dom.ts';
import type { Token } from './parser.ts';

/** A code block with its buttons. They carry the lines that its content covers in the answer's Markdown. */
export function codeBlock(token: Token, labels: Labels, firstLine: number): HTMLElement {
  const first = firstLine + (token.map?.[0] ?? 0) + (token.type === 'fence' ? 1 : 0);
  const last = first + lineCount(token.content);
  const language = token.info.trim().split(/\s/)[0] ?? '';
  return element(
    'div',
    { class: 'code', 'data-first': String(first), 'data-last': String(last) },
    element(
      'div',
      { class: 'code-bar' },
      element('span', { class: 'code-language' }, language),
      button('copy', labels.copyCode),
      button('insert', labels.insertCode),
    ),
    // Focusable, so that a long line can be scrolled by keyboard.
    element('pre', { dir: 'ltr', tabindex: '0' }, element('code', {}, token.content)),
  );
}

function button(action: 'copy' | 'insert', name: string): HTMLElement {
  const attributes = { type: 'button', class: 'icon-button', 'aria-label': name, title: name, 'data-code': action };
  return element('button', attributes, icon(action));
}

function lineCount(content: string): number {
  if (content === '') return 0;
  return content.split('\n').length - (content.endsWith('\n') ? 1 : 0);
}
