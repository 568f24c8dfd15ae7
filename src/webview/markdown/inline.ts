import { element } from '../dom.ts';
import { visibleNodes } from '../hidden.ts';
import { fill } from '../labels.ts';
import { appendText } from './citations.ts';
import { hostOf, link, showAddress } from './links.ts';
import type { EmitOptions } from './options.ts';
import { attribute, parser, type Token } from './parser.ts';

/** Appends the content of one inline token to its block. */
export function emitInline(tokens: readonly Token[], block: HTMLElement, options: EmitOptions): void {
  const open: HTMLElement[] = [block];
  const addresses: string[] = [];
  for (const token of tokens) {
    const parent = open.at(-1) ?? block;
    switch (token.type) {
      case 'text':
      case 'text_special':
        appendText(token.content, parent, options, addresses.length > 0);
        break;
      case 'softbreak':
        parent.append('\n');
        break;
      case 'hardbreak':
        parent.append(element('br'));
        break;
      case 'code_inline':
        parent.append(element('code', {}, ...visibleNodes(token.content)));
        break;
      case 'image':
        parent.append(...visibleNodes(placeholder(token, options)));
        break;
      case 'strong_open':
        open.push(appended(parent, element('strong')));
        break;
      case 'em_open':
        open.push(appended(parent, element('em')));
        break;
      case 's_open':
        open.push(appended(parent, element('del')));
        break;
      case 'link_open':
        addresses.push(attribute(token, 'href'));
        open.push(appended(parent, link(addresses.at(-1) ?? '', attribute(token, 'title'))));
        break;
      case 'link_close':
        showAddress(parent, addresses.pop() ?? '');
        open.pop();
        break;
      case 'strong_close':
      case 'em_close':
      case 's_close':
        open.pop();
        break;
      default:
        parent.append(...visibleNodes(token.content));
    }
  }
}

function appended(parent: HTMLElement, node: HTMLElement): HTMLElement {
  parent.append(node);
  return node;
}

function placeholder(token: Token, { labels }: EmitOptions): string {
  const address = attribute(token, 'src');
  const words = parser.renderer.renderInlineAsText(token.children ?? [], parser.options, {});
  return `${fill(labels.imagePlaceholder, words)} (${hostOf(address) ?? address.slice(0, 40)})`;
}
