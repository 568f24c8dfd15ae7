import { limits } from '../../chat/model/limits.ts';
import { field, listField, textField, wholeField } from './fields.ts';

/** One entry of a chat history, as Semantic Kernel serialises it in any of its versions. */

export type HistoryRole = 'user' | 'assistant' | 'hidden';

const hiddenRoles = new Set(['system', 'developer', 'tool', 'function']);

/** Who said `message`. `asked` is the text just sent: an entry of an unknown role is told apart by it. */
export function roleOf(message: unknown, asked: string): HistoryRole {
  const told = field(message, 'role') ?? field(message, 'authorRole');
  const name = (typeof told === 'string' ? told : textField(told, limits.name, 'label'))?.trim().toLowerCase();
  if (name === 'user' || name === 'assistant') return name;
  if (name !== undefined && hiddenRoles.has(name)) return 'hidden';
  return messageText(message).trim() === asked.trim() ? 'user' : 'assistant';
}

/** The text of `message`, empty when it has none: text items first, then the fields of older versions. */
export function messageText(message: unknown): string {
  if (typeof message === 'string') return message;
  const items = listField(message, 'items').map(itemText).join('');
  if (items.trim() !== '') return items;
  const content = field(message, 'content');
  if (Array.isArray(content)) {
    const parts = content.map((part) => (typeof part === 'string' ? part : (wholeField(part, 'text') ?? ''))).join('');
    if (parts.trim() !== '') return parts;
  }
  return wholeField(message, 'content', 'text', 'message', 'value') ?? '';
}

function itemText(item: unknown): string {
  const type = field(item, '$type');
  if (type === undefined || type === 'TextContent') return wholeField(item, 'text') ?? '';
  return type === 'ImageContent' ? imageText(item) : '';
}

/** An image is told of, never loaded: its host, to be opened by a click, when that is https; else its type and size. */
function imageText(item: unknown): string {
  const uri = wholeField(item, 'uri') ?? '';
  const address = uri.length <= longestAddress ? URL.parse(uri) : null;
  const type = imageType(textField(item, limits.name, 'mimeType')) ?? imageType(/^data:([^;,]+)/i.exec(uri)?.[1]);
  if (address?.protocol === 'https:') return `\n\n[${type ?? 'image'}: ${address.host}](<${address.href}>)\n\n`;
  const data = wholeField(item, 'data') ?? /^data:[^,]*,(.*)$/is.exec(uri)?.[1];
  // Four characters of base64 are three bytes; nothing is decoded.
  const size = data === undefined ? '' : `, ${Math.ceil((data.length * 3) / 4 / 1024)} kB`;
  return `\n\n[${type ?? 'image'}${size}]\n\n`;
}

/** Longer addresses are data in disguise. */
const longestAddress = 2_048;

function imageType(text: string | undefined): string | undefined {
  return /^image\/[\w.+-]{1,40}$/i.exec(text ?? '')?.[0].toLowerCase();
}
