/**
 * Characters that a person cannot see but that change what is read: they reverse the direction of text, or hide words in
 * it. In emoji and in scripts that need them, joiners and tags do what they are for and stay unmarked.
 */

const hidden =
  /[\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{2,}/u;
const runs = new RegExp(`(?:${hidden.source})+`, 'gu');

const emoji = '[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\p{Emoji_Modifier}\\ufe0f\\u20e3]';
const joinedLetters = [
  'Arabic Syriac Nko Mandaic Mongolian Phags_Pa Manichaean Psalter_Pahlavi Devanagari Bengali Gurmukhi Gujarati Oriya',
  'Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar Tibetan Balinese Javanese Newa Thai Lao',
]
  .flatMap((scripts) => scripts.split(' '))
  .map((script) => `\\p{Script=${script}}`)
  .join('');
const letter = `[${joinedLetters}]`;
/** What may stand in a text for its own good: joiners between emoji or letters that join, a flag spelled in tags. */
const useful = new RegExp(
  `(?<=${emoji})\\u200d(?=${emoji})|(?<=${letter})[\\u200c\\u200d]|\\u{1f3f4}[\\u{e0020}-\\u{e007e}]{1,6}\\u{e007f}`,
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
  const kept = new Set<number>();
  for (const { index, 0: found } of text.matchAll(useful)) {
    for (let at = index; at < index + found.length; at++) kept.add(at);
  }
  const parts: TextPart[] = [];
  let end = 0;
  for (const { index, 0: run } of text.matchAll(runs)) {
    let start = index;
    let until = index + run.length;
    while (start < until && kept.has(start)) start++;
    while (until > start && kept.has(until - 1)) until--;
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
  const points = Array.from(run, (character) => `U+${character.codePointAt(0)?.toString(16).toUpperCase()}`);
  const shown = points.slice(0, 2).map((point) => point.replace(/^U\+(?=\w{1,3}$)/, 'U+0'));
  return points.length > 2 ? `${shown[0]} ×${points.length}` : shown.join(' ');
}
