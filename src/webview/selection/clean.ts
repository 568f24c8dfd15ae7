import { own } from '../../base/ownProperty.ts';
import { appendAll, element } from '../dom/dom.ts';

/**
 * The elements of an answer that a document may get. All others are passed through: their words come along, their box
 * does not.
 */
const kept = new Set([
  'P',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'UL',
  'OL',
  'LI',
  'BLOCKQUOTE',
  'PRE',
  'CODE',
  'TABLE',
  'THEAD',
  'TBODY',
  'TR',
  'TH',
  'TD',
  'STRONG',
  'EM',
  'DEL',
  'BR',
  'HR',
]);

/** The page's own: buttons and their bars, states, icons, what only a screen reader is told, what is folded away. */
const chrome = [
  '.code-bar',
  '.icon',
  '.actions',
  '.buttons',
  '.credit',
  '.visually-hidden',
  '.load-older',
  '.about',
  '.no-sources',
  '[hidden]',
  '[aria-hidden="true"]',
  'button:not(.citation, .source)',
].join(', ');

/** Returns the part of the selection that lies inside `region`. */
export function selectedRange(region: HTMLElement): Range | undefined {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  if (region.contains(range.commonAncestorContainer)) return range;
  if (!range.intersectsNode(region)) return undefined;
  const part = document.createRange();
  part.selectNodeContents(region);
  if (region.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
  if (region.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
  return part;
}

/** A range of the conversation as plain elements. */
export function contentOf(range: Range, region: HTMLElement): HTMLElement {
  const body = element('div');
  const start = range.commonAncestorContainer;
  const within = start instanceof Element ? start : start.parentElement;
  appendAll(body, cleaned(range.cloneContents(), within?.closest('pre') instanceof Element));
  return wrapped(body, range, region);
}

/** A list begins with the number of its first item, and an item that is not counted on has its own. */
function setNumbers(list: HTMLOListElement): void {
  let next = 1;
  for (const [index, item] of [...list.children].entries()) {
    if (!(item instanceof HTMLLIElement)) continue;
    const { value } = item;
    if (value === next || index === 0) item.removeAttribute('value');
    if (index === 0 && value !== 1) list.setAttribute('start', String(value));
    next = value + 1;
  }
}

function cleaned(parent: Node, isCode: boolean): Node[] {
  return [...parent.childNodes].flatMap((node): Node[] => {
    if (node instanceof Text) return isCode ? [document.createTextNode(node.data)] : lines(node.data);
    if (!(node instanceof Element) || node.matches(chrome)) return [];
    if (node.matches('header')) return [paragraph(node)];
    if (node.matches('.task')) return [document.createTextNode(node.matches('.done') ? '[x]' : '[ ]')];
    const children = cleaned(node, isCode || node.tagName === 'PRE');
    if (node.tagName === 'A') return [linked(node, children)];
    // The page gives each item a paragraph; only a loose list has them in a document.
    if (!kept.has(node.tagName) || (node.matches('li > p') && !node.closest('.loose'))) return children;
    const copy = document.createElement(node.tagName);
    appendAll(copy, children);
    for (const name of ['value', 'data-mark']) {
      const value = node instanceof HTMLLIElement ? node.getAttribute(name) : null;
      if (value !== null) copy.setAttribute(name, value);
    }
    if (copy instanceof HTMLOListElement) setNumbers(copy);
    return [copy];
  });
}

function lines(text: string): Node[] {
  return text.split('\n').flatMap((line, index) => [...(index > 0 ? [element('br')] : []), new Text(line)]);
}

/** Returns a paragraph that tells who said it, and when. */
function paragraph(header: Element): Node {
  const words = [...header.querySelectorAll('.author, time')].map((node) => node.textContent).filter(Boolean);
  return element('p', {}, element('strong', {}, words.join(', ')));
}

function linked(anchor: Element, children: readonly Node[]): Node {
  return element('a', { href: anchor.getAttribute('href') ?? '' }, children);
}

/** Items, rows and cells need the box around them, and code its own; a few words out of one need none. */
const boxes: Readonly<Record<string, string | undefined>> = {
  UL: ':scope > li',
  OL: ':scope > li',
  TR: ':scope > :is(td, th)',
  TBODY: ':scope > tr',
  THEAD: ':scope > tr',
  TABLE: ':scope > :is(tr, tbody, thead)',
  CODE: ':scope',
  PRE: ':scope > code',
};

function wrapped(body: HTMLElement, { commonAncestorContainer }: Range, region: HTMLElement): HTMLElement {
  let content = body;
  for (let node: Node | null = commonAncestorContainer; node && node !== region; node = node.parentElement) {
    const needing = node instanceof Element ? own(boxes, node.tagName) : undefined;
    if (needing === undefined || !(content.matches(needing) || content.querySelector(needing))) continue;
    const copy = document.createElement(node.nodeName);
    appendAll(copy, [...content.childNodes]);
    if (copy instanceof HTMLOListElement) setNumbers(copy);
    content = element('div', {}, copy);
  }
  return content;
}
