/** Elements and declarations that begin a page, or a document of another service, and never a sentence. */
const beginnings =
  /^\s*<(?:!doctype|!--|\?xml|\?php|(?:html|head|body|title|meta|link|base|script|style|noscript|center|frameset|iframe|form|svg|error|fault|string|arrayof\w*|rss|feed|(?:soap(?:env)?:)?envelope)(?=[\s>/]))/i;

const reason =
  '(?:bad request|unauthorized|forbidden|not found|method not allowed|proxy authentication required|request timeout|too many requests|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)';

/** A status line of HTTP: with its number, or as the beginning of a piece of HTML. */
const statusLine = new RegExp(
  `^\\s*(?:(?:(?:http/[\\d.]+|error:?)\\s+)?[45]\\d\\d\\s*[:-]?\\s*${reason}|(?:<\\w+[^<>]{0,200}>\\s*){1,6}(?:error:?\\s+)?(?:[45]\\d\\d\\s*[:-]?\\s*)?${reason})[.!]?\\s*(?:<|$)`,
  'i',
);

/** Returns whether a body that is no JSON is something that a proxy, a gateway or a sign-in has put in the place of an answer. */
export function isPage(text: string, contentType = ''): boolean {
  const html = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType);
  return html || beginnings.test(text) || statusLine.test(text);
}
