import { isSafeBaseUrl } from '../../../chat/model/connection.ts';

/**
 * The address that a file may be sent to, or undefined. It must be https at port 443 of a host that is not of an internal
 * network, without credentials. `loopback`: the service that names it is on this computer; then its storage may be
 * anywhere, and on this computer without https.
 */
export function storageAddress(address: string, loopback: boolean): URL | undefined {
  const url = URL.parse(address);
  if (!url || url.username || url.password) return undefined;
  // The origin of a blob is that of whoever made it.
  if (loopback) return isSafeBaseUrl(url.origin) && url.protocol !== 'blob:' ? url : undefined;
  // The parser leaves port 443 out.
  return url.protocol === 'https:' && url.port === '' && isPublicHost(url.hostname) ? url : undefined;
}

/** Names that lead into the network of whoever looks them up, and nowhere else. */
const internal = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|svc|home\.arpa)$/;

/**
 * Whether `hostname`, as `URL` writes it, can be in the public internet. Where a name really leads to, nobody sees
 * here: `fetch` does not tell.
 */
function isPublicHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return isPublicIPv6(groupsOf(hostname.slice(1, -1)));
  // A name that is told to be whole is the same name.
  const name = hostname.replace(/\.+$/, '');
  if (/^\d+(?:\.\d+){3}$/.test(name)) return isPublicIPv4(name.split('.').reduce((sum, part) => sum * 256 + +part, 0));
  return name.includes('.') && !internal.test(name);
}

/**
 * The IPv4 networks that are not public: this network, private, shared, loopback, link-local, protocol assignments,
 * benchmarks, multicast, reserved (RFC 6890).
 */
const notPublicIPv4 = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12',
  '192.0.0.0/24 192.168.0.0/16 198.18.0.0/15 224.0.0.0/3',
]
  .flatMap((line) => line.split(' '))
  .map((range) => {
    const [start = '', bits = ''] = range.split('/');
    return { start: start.split('.').reduce((sum, part) => sum * 256 + +part, 0), size: 2 ** (32 - +bits) };
  });

function isPublicIPv4(address: number): boolean {
  return notPublicIPv4.every(({ start, size }) => address < start || address >= start + size);
}

function isPublicIPv6(groups: readonly number[]): boolean {
  const at = (index: number) => groups[index] ?? 0;
  const first = at(0);
  const startsWith = (...start: readonly number[]) => start.every((group, index) => at(index) === group);
  const holds = (index: number) => isPublicIPv4(at(index) * 65_536 + at(index + 1));
  // Written in front of an IPv4 address, they lead to it: mapped, translated, compatible (with `::` and `::1`), 6to4.
  if (startsWith(0, 0, 0, 0, 0, 0xffff) || startsWith(0, 0, 0, 0, 0xffff, 0)) return holds(6);
  if (startsWith(0x64, 0xff9b) || startsWith(0, 0, 0, 0, 0, 0)) return !startsWith(0x64, 0xff9b, 1) && holds(6);
  if (first === 0x2002) return holds(1);
  // What tunnels and protocols have for themselves: an IPv4 address may be hidden in it.
  if (first === 0x2001 && at(1) < 0x200) return false;
  // 2000::/3 is all that is public of the rest: unique local, link-local, site-local and multicast are not in it.
  return first >= 0x2000 && first < 0x4000;
}

/** The eight numbers of an IPv6 address as `URL` writes it: without an IPv4 part, with `::` at most once. */
function groupsOf(address: string): readonly number[] {
  const [head = '', tail] = address.split('::');
  const read = (text: string | undefined) => (text ? text.split(':').map((group) => Number.parseInt(group, 16)) : []);
  const [left, right] = [read(head), read(tail)];
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}
