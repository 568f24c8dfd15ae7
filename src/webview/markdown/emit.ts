import { type Attributes, element } from '../dom/dom.ts';
import { visibleNodes } from '../dom/invisibleCharacters.ts';
import { codeBlock } from './code.ts';
import { emitInline } from './inline.ts';
import type { EmitOptions } from './options.ts';
import { attribute, type Token } from './parser.ts';
import { taskBox } from './task.ts';
import { wrapInBox } from './wrapInBox.ts';

/** The top-level blocks of a token list, each from its first to its last token. */
export function topLevelBlocks(tokens: readonly Token[]): Token[][] {
  const blocks: Token[][] = [];
  for (const token of tokens) {
    if (token.level === 0 && token.nesting >= 0) blocks.push([token]);
    else blocks.at(-1)?.push(token);
  }
  return blocks;
}

/** Returns one element for one top-level block. Only what is listed here is ever made; all else shows as text. */
export function emitBlock(tokens: readonly Token[], options: EmitOptions, firstLine: number): HTMLElement {
  const root = element('div');
  const open: HTMLElement[] = [root];
  for (const token of tokens) {
    const parent = open.at(-1) ?? root;
    if (token.nesting < 0) {
      open.pop();
      continue;
    }
    const node = emitToken(token, parent, options, firstLine);
    if (node) parent.append(wrapped(node, options));
    if (token.nesting > 0) open.push(node ?? parent);
  }
  const block = (root.firstElementChild as HTMLElement | null) ?? root;
  wrapInBox(block);
  return block;
}

function emitToken(
  token: Token,
  parent: HTMLElement,
  options: EmitOptions,
  firstLine: number,
): HTMLElement | undefined {
  switch (token.type) {
    case 'inline':
      emitText(token.children ?? [], parent, options);
      return undefined;
    case 'paragraph_open':
      // A list turns loose when a blank line comes: its class changes then, and no item is built again.
      if (!token.hidden && parent.tagName === 'LI') parent.parentElement?.classList.add('loose');
      return element('p');
    case 'heading_open':
      return element(headings[Number(token.tag.slice(1)) - 1] ?? 'h6');
    case 'bullet_list_open':
      return element('ul');
    case 'ordered_list_open':
      return element('ol', { start: attribute(token, 'start') || undefined });
    case 'list_item_open':
      return element('li', numberOf(token));
    case 'blockquote_open':
      return element('blockquote');
    case 'hr':
      return element('hr');
    case 'table_open':
      return element('table');
    case 'thead_open':
      return element('thead');
    case 'tbody_open':
      return element('tbody');
    case 'tr_open':
      return element('tr');
    case 'th_open':
      return element('th', { class: alignment(token) });
    case 'td_open':
      return element('td', { class: alignment(token) });
    case 'fence':
    case 'code_block':
      return options.plainCode ? plainCode(token) : codeBlock(token, options.labels, firstLine);
    default:
      return element('p', {}, token.content);
  }
}

function plainCode({ content }: Token): HTMLElement {
  return element('pre', {}, element('code', {}, ...visibleNodes(content.replace(/\n$/, ''))));
}

/** An item's own number, and its mark where the browser would write another one; an amount has its mark before it. */
function numberOf({ info, markup, meta }: Token): Attributes {
  if (info === '') return { 'data-mark': meta?.['sign'] === true && '' };
  const [value, mark] = [String(Number(info)), info + markup];
  return { value, 'data-mark': mark !== `${value}.` && mark };
}

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

function emitText(tokens: readonly Token[], parent: HTMLElement, options: EmitOptions): void {
  const item =
    parent.tagName === 'P' && parent.parentElement?.tagName === 'LI' && parent === parent.parentElement.firstChild;
  const box = item && taskBox(tokens, options.labels);
  if (box) parent.append(box);
  emitInline(tokens, parent, options);
}

// The parser gives a style attribute, which the content security policy would refuse.
function alignment(token: Token): string | undefined {
  return /text-align:(left|center|right)/.exec(attribute(token, 'style'))?.[1]?.replace(/^/, 'align-');
}

/** A table scrolls inside its own box; the page never does. A group: as landmarks, all tables would be listed. */
function wrapped(node: HTMLElement, { labels }: EmitOptions): HTMLElement {
  const attributes = { class: 'table', role: 'group', 'aria-label': labels.table, tabindex: '0' };
  return node.tagName === 'TABLE' ? element('div', attributes, node) : node;
}
