import { element } from '../dom/dom.ts';
import { visibleNodes } from '../dom/invisibleCharacters.ts';
import { fill } from '../dom/labels.ts';
import { appendText } from './citations.ts';
import { hostOf, link, noLink, showAddress } from './links.ts';
import type { EmitOptions } from './options.ts';
import { attribute, type Token } from './parser.ts';
import { words } from './plainPassage.ts';

/** Appends the content of one inline token to its block. */
export function emitInline(tokens: readonly Token[], block: HTMLElement, options: EmitOptions): void {
  const open: HTMLElement[] = [block];
  const addresses: string[] = [];
  let numbered = false;
  for (const [index, token] of tokens.entries()) {
    const parent = open.at(-1) ?? block;
    switch (token.type) {
      case 'text':
      case 'text_special':
        if (numbered && number.test(token.content))
          appendText(`[${token.content.replace(/[[\]\s]/g, '')}]`, parent, options, false);
        else appendText(token.content, parent, options, addresses.length > 0);
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
        open.push(inside(open, 'strong'));
        break;
      case 'em_open':
        open.push(inside(open, 'em'));
        break;
      case 's_open':
        open.push(inside(open, 'del'));
        break;
      case 'link_open':
        addresses.push(attribute(token, 'href'));
        numbered = isNumber(tokens, index + 1);
        open.push(appended(parent, numbered ? noLink('') : link(addresses.at(-1) ?? '', attribute(token, 'title'))));
        break;
      case 'link_close':
        numbered = false;
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

const number = /^\s*\[?\d{1,3}(?:, ?\d{1,3})*\]?\s*$/;

/** A link whose words are a number would be taken for a citation: it is one, with the address beside it. */
function isNumber(tokens: readonly Token[], first: number): boolean {
  let words = '';
  for (let at = first; tokens[at] && tokens[at]?.type !== 'link_close'; at++) words += tokens[at]?.content;
  return number.test(words);
}

/** Emphasis in emphasis, thousands deep, would exhaust the browser. Nobody sees more than a few. */
const deepest = 20;

function inside(open: readonly HTMLElement[], tag: 'strong' | 'em' | 'del'): HTMLElement {
  const parent = open.at(-1) as HTMLElement;
  return open.length > deepest ? parent : appended(parent, element(tag));
}

function appended(parent: HTMLElement, node: HTMLElement): HTMLElement {
  parent.append(node);
  return node;
}

function placeholder(token: Token, { labels }: EmitOptions): string {
  const address = attribute(token, 'src');
  return `${fill(labels.imagePlaceholder, words(token.children ?? []))} (${hostOf(address) ?? address.slice(0, 40)})`;
}
