import { jsonOrUndefined } from '../http/object.ts';

/** Elements and declarations that begin a page, or a document of another service, and never a sentence. */
const beginnings =
  /^\s*<(?:!doctype|!--|\?xml|\?php|(?:html|head|body|title|meta|link|base|script|style|noscript|center|frameset|iframe|form|svg|error|fault|string|arrayof\w*|rss|feed|(?:soap(?:env)?:)?envelope)(?=[\s>/])|[\w:.-]+\s[^<>]{0,300}\bxmlns)/i;

const reason =
  '(?:bad request|unauthorized|forbidden|not found|method not allowed|proxy authentication required|request timeout|too many requests|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|page not found)';

/** A status line of HTTP: with its number, or as the beginning of a piece of HTML. */
const statusLine = new RegExp(
  `^\\s*(?:(?:(?:http/[\\d.]+|error:?)\\s+)?[45]\\d\\d\\s*[:-]?\\s*${reason}|(?:<\\w+[^<>]{0,200}>\\s*){1,6}(?:error:?\\s+)?(?:[45]\\d\\d\\s*[:-]?\\s*)?${reason})[.!]?\\s*(?:<|$)`,
  'i',
);

/** What is no text at all: a file, or bytes that were compressed and are not any more told to be. */
const binary = /^(?:%PDF-|PK\p{Cc}|\p{Cc}\ufffd)/u;
const otherTypes =
  /^\s*(?:image|audio|video|font)\/|^\s*(?:text|application)\/(?:html|xhtml\+xml|xml|pdf|zip|gzip|javascript|css)\b/i;

/** Returns whether a body that is no JSON is something that a proxy, a gateway or a sign-in has put in the place of an answer. */
export function isPage(text: string, contentType = ''): boolean {
  // What was announced as JSON, and is none, was cut or is something else.
  const isOther = otherTypes.test(contentType) || /\bjson\b/i.test(contentType);
  return isOther || beginnings.test(text) || statusLine.test(text) || binary.test(text) || text.includes('\0');
}

/** Returns whether a body is server-sent events, which no answer in one piece is. */
export function isStream(text: string): boolean {
  const isField = (line: string) => line === '' || /^(?:data|event|id|retry)?:/.test(line);
  return /^data:\s*[[{]/.test(text) || (/^data:/m.test(text) && text.split(/[\r\n]+/).every(isField));
}

/** Returns whether a refusal is a page: of a proxy or a firewall, which know nothing of the API key. */
export function isRefusalPage(text: string, contentType: string | null): boolean {
  const type = /\bhtml\b/i.test(contentType ?? '') ? 'text/html' : '';
  return text.trim() !== '' && jsonOrUndefined(text) === undefined && isPage(text, type);
}
