import { element } from '../dom.ts';

/** An anchor for an https address, with its host in the tooltip; anything else is no link. A click goes to the host. */
export function link(address: string): HTMLElement {
  const url = parseUrl(address);
  // `https://known.example@other.example` shows a name that is not its host.
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '')
    return element('span', { class: 'no-link' });
  return element('a', { href: address, title: url.host });
}

/** Host of an address, or its scheme when it has no host. */
export function hostOf(address: string): string | undefined {
  const url = parseUrl(address);
  return url && (url.host || url.protocol);
}

function parseUrl(address: string): URL | undefined {
  return URL.parse(address) ?? undefined;
}
