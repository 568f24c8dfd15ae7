/**
 * Characters that a person cannot see but that change what is read: they reverse the direction of text, or hide words in
 * it. In emoji and in scripts that need them, joiners, tags and variation selectors do what they are for and stay unmarked.
 */

/**
 * Matches the characters that draw nothing by Unicode's own list, controls but tab and line ends, and those that look
 * like a blank or a line end.
 */
const hidden = /[\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800\ufff9-\ufffb]|(?![\t\n\v\f\r])\p{Cc}/u;
const runs = new RegExp(`(?:${hidden.source})+`, 'gu');

const emoji = '[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\p{Emoji_Modifier}]';
const joinedLetters = [
  'Arabic Syriac Nko Mandaic Mongolian Phags_Pa Manichaean Psalter_Pahlavi Devanagari Bengali Gurmukhi Gujarati Oriya',
  'Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar Tibetan Balinese Javanese Newa Thai Lao',
]
  .flatMap((scripts) => scripts.split(' '))
  .map((script) => `\\p{Script=${script}}`)
  .join('');
const variant = '[\\ufe00-\\ufe02\\u{e0100}-\\u{e011f}]';
/** Matches the invisible characters that a text has for its own good. */
const useful = new RegExp(
  [
    // Joiners between emoji, or after letters that join.
    `(?<=${emoji}\\ufe0f?)\\u200d(?=${emoji})`,
    `(?<=[${joinedLetters}]\\p{M}*)[\\u200c\\u200d]`,
    // A flag spelled in tags.
    '\\u{1f3f4}[\\u{e0020}-\\u{e007e}]{1,6}\\u{e007f}',
    // A picture or a sign, a figure on a key.
    '(?<=[\\p{Extended_Pictographic}\\p{S}\\p{No}])[\\ufe0e\\ufe0f]|(?<=[0-9#*])\\ufe0f(?=\\u20e3)',
    // Variants of an ideograph, as names have them; one after the other they could spell bytes.
    `(?<=(?<!${variant})\\p{Script=Han})${variant}(?!\\p{Script=Han}${variant})`,
    '(?<=[\\u1820-\\u18aa])[\\u180b-\\u180f]',
    // Legal databases hyphenate for the browser. With two letters or a sign before each, a word parts there, as in
    // “Kfz-\u00adSteuer” or “Mieter\u00ad(innen)”, and nothing is spelled.
    '(?<=\\p{L}\\p{M}*\\p{L}\\p{M}*|\\p{P})\\u00ad(?=[\\p{L}\\p{P}\\n]|$)',
  ].join('|'),
  'gu',
);

export interface TextPart {
  readonly text: string;
  /** The code points of a part that cannot be seen, such as `U+202E`; absent: ordinary text. */
  readonly hidden?: string;
}

/** Cuts a text into ordinary parts and such that cannot be seen. Joined again, the parts are the text. */
export function textParts(text: string): readonly TextPart[] {
  if (!hidden.test(text)) return text === '' ? [] : [{ text }];
  /** A map of the text: 1 for characters that may stand there. */
  const kept = new Uint8Array(text.length);
  for (const { index, 0: found } of text.matchAll(useful)) kept.fill(1, index, index + found.length);
  const parts: TextPart[] = [];
  let end = 0;
  for (const { index, 0: run } of text.matchAll(runs)) {
    let start = index;
    let until = index + run.length;
    while (start < until && kept[start]) start++;
    while (until > start && kept[until - 1]) until--;
    if (start === until) continue;
    if (start > end) parts.push({ text: text.slice(end, start) });
    const part = text.slice(start, until);
    parts.push({ text: part, hidden: names(part) });
    end = until;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** The text with names in place of what cannot be seen, for places that show plain text only. */
export function withNames(text: string): string {
  return textParts(text)
    .map((part) => (part.hidden === undefined ? part.text : `[${part.hidden}]`))
    .join('');
}

/** A long run is a message in itself: its first character and how many there are say enough. */
function names(run: string): string {
  const points = Array.from(run, (character) => hexadecimal(character));
  return points.length > 2 ? `${points[0]} ×${points.length}` : points.join(' ');
}

function hexadecimal(character: string): string {
  return `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
}
