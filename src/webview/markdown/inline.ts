import { element } from '../dom.ts';
import { fill } from '../labels.ts';
import { appendText } from './citations.ts';
import { hostOf, link } from './links.ts';
import type { EmitOptions } from './options.ts';
import { attribute, type Token } from './parser.ts';

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
        parent.append(element('code', {}, token.content));
        break;
      case 'image':
        parent.append(placeholder(token, options));
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
        open.push(appended(parent, link(addresses.at(-1) ?? '')));
        break;
      case 'link_close':
        showRefusedAddress(parent, addresses.pop() ?? '');
        open.pop();
        break;
      case 'strong_close':
      case 'em_close':
      case 's_close':
        open.pop();
        break;
      default:
        parent.append(token.content);
    }
  }
}

function appended(parent: HTMLElement, node: HTMLElement): HTMLElement {
  parent.append(node);
  return node;
}

// Nothing is hidden: where a link would have led, it says so in the text.
function showRefusedAddress(node: HTMLElement, address: string): void {
  if (node.tagName !== 'A' && address !== '' && node.textContent !== address) node.append(` (${address})`);
}

function placeholder(token: Token, { labels }: EmitOptions): string {
  const address = attribute(token, 'src');
  return `${fill(labels.imagePlaceholder, token.content)} (${hostOf(address) ?? address.slice(0, 40)})`;
}
