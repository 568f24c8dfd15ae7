import { limits } from '../../chat/model/limits.ts';
import { hiddenRole, userRole } from '../bodies/roles.ts';
import { field, listField, textField, wholeField } from './fields.ts';

/**
 * The role of one entry of a chat history, as Semantic Kernel serialises it in any of its versions, or its successor.
 */

export type HistoryRole = 'user' | 'assistant' | 'hidden';

/** Returns the role of `message`. `asked` is the text just sent: an entry of an unknown role is told apart by it. */
export function roleOf(message: unknown, asked: string): HistoryRole {
  const told = field(message, 'role') ?? field(message, 'authorRole');
  const name = (typeof told === 'string' ? told : textField(told, limits.name, 'label', 'value', 'name'))
    ?.trim()
    .toLowerCase();
  if (name === 'assistant') return name;
  if (name !== undefined && userRole.test(name)) return 'user';
  if (name !== undefined && hiddenRole.test(name)) return 'hidden';
  return messageText(message).trim() === asked.trim() ? 'user' : 'assistant';
}

/** The parts of a message: `items` of Semantic Kernel, `contents` of its successor. */
export function itemsOf(message: unknown): readonly unknown[] {
  const items = listField(message, 'items');
  return items.length > 0 ? items : listField(message, 'contents');
}

/** The text of `message`, empty when it has none: text items first, then the fields of older versions. */
export function messageText(message: unknown): string {
  if (typeof message === 'string') return message;
  const items = itemsOf(message).map(itemText).join('');
  if (items.trim() !== '') return items;
  const content = field(message, 'content');
  if (Array.isArray(content)) {
    const parts = content.map((part) => (typeof part === 'string' ? part : itemText(part))).join('');
    if (parts.trim() !== '') return parts;
  }
  return wholeField(message, 'content', 'text', 'message', 'value') ?? '';
}

/**
 * Returns whether `message` holds something that is neither text nor one of the types that are known to be none: an answer may
 * be lost with it.
 */
export function isUnreadable(message: unknown): boolean {
  if (typeof message === 'number' || typeof message === 'boolean') return true;
  if (messageText(message).trim() !== '') return false;
  const items = itemsOf(message);
  if (items.length > 0) return items.some((item) => isUnknown(item));
  return ['parts', 'content', 'message', 'value', 'data'].some((key) => {
    const value = field(message, key);
    return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  });
}

/** The last part of a type's name, whatever its namespace and assembly: `X.Y.TextContent, X, Version=1` is `text`. */
export function typeOf(item: unknown): string | undefined {
  const told = textField(item, limits.description, '$type', 'type');
  const name = told?.replace(/[,`].*/s, '').trim();
  return name
    ?.replace(/^.*[.+]/s, '')
    .replace(/(?<=.)content$/i, '')
    .toLowerCase();
}

const textTypes: ReadonlySet<string | undefined> = new Set([undefined, 'text', 'streamingtext', 'output_text']);
const knownTypes: ReadonlySet<string | undefined> = new Set([
  ...textTypes,
  ...[
    'image',
    'annotation',
    'functioncall',
    'functionresult',
    'action',
    'reasoning',
    'usage',
    'toolcall',
    'toolresult',
  ],
  ...['filereference', 'binary', 'audio', 'data', 'uri', 'error'],
]);

function isUnknown(item: unknown): boolean {
  if (typeof item !== 'object' || item === null || Object.keys(item).length === 0) return false;
  const type = typeOf(item);
  return type === undefined ? field(item, 'text') === undefined : !knownTypes.has(type);
}

function itemText(item: unknown): string {
  if (typeof item === 'string') return item;
  const type = typeOf(item);
  if (textTypes.has(type)) return wholeField(item, 'text') ?? '';
  const isImage = type === 'image' || ((type === 'data' || type === 'uri') && imageTypeOf(item) !== undefined);
  return isImage ? imageText(item) : '';
}

function imageTypeOf(item: unknown): string | undefined {
  const uri = wholeField(item, 'uri') ?? '';
  return (
    imageType(textField(item, limits.name, 'mimeType', 'mediaType')) ?? imageType(/^data:([^;,]+)/i.exec(uri)?.[1])
  );
}

/** An image is told of, never loaded: its host, to be opened by a click, when that is https; else its type and size. */
function imageText(item: unknown): string {
  const uri = wholeField(item, 'uri') ?? '';
  const address = uri.length <= longestAddress ? URL.parse(uri) : null;
  const type = imageTypeOf(item);
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
