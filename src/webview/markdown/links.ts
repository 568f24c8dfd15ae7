import { withNames } from '../../chat/text/invisibleCharacters.ts';
import { isOpenable } from '../../chat/text/links.ts';
import { element } from '../dom/dom.ts';
import { visibleNodes } from '../dom/invisibleCharacters.ts';

/** An anchor for an https address; anything else is no link. A click goes to the host. */
export function link(address: string, title: string): HTMLElement {
  // `https://known.example@other.example` shows a name that is not its host.
  if (!isOpenable(address)) return noLink(title);
  const host = hostOf(address) ?? '';
  return element('a', { href: address, title: title === '' ? host : `${host}: ${withNames(title)}` });
}

/** The words of a link that does not become one. */
export function noLink(title: string): HTMLElement {
  return element('span', { class: 'no-link', title: withNames(title) || undefined });
}

/** Shows where a link leads, or would have led, if its words do not say so: nothing is hidden. */
export function showAddress(node: HTMLElement, address: string): void {
  const words = node.textContent ?? '';
  if (node.tagName === 'A') {
    const host = hostOf(address) ?? '';
    // Drawn by the style, so that a copy holds the words alone.
    if (!saysHost(words, address, host)) node.dataset['host'] = host;
  } else if (address !== '' && words !== address && `mailto:${words}` !== address) {
    node.append(...visibleNodes(` (${address})`));
  }
}

/** Whether a reader of the words sees the host, and no other one: `https://known.example@other.example` shows two. */
function saysHost(words: string, address: string, host: string): boolean {
  if (words === host || words === address) return true;
  const read = URL.parse(words);
  return read?.host === host && read.username === '' && read.password === '' && words.startsWith(`https://${host}`);
}

/** Host of an address, or its scheme when it has no host. */
export function hostOf(address: string): string | undefined {
  const url = URL.parse(address);
  return url ? url.host || url.protocol : undefined;
}
