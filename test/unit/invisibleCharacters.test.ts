import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textParts, withNames } from '../../src/chat/text/invisibleCharacters.ts';
import { seeded } from './property.ts';

describe('characters that cannot be seen', () => {
  it.each([
    ['turns text around', 'a\u202eb', 'a[U+202E]b'],
    ['isolates', '\u2066a\u2069', '[U+2066]a[U+2069]'],
    ['zero width space', 'pay\u200bpal', 'pay[U+200B]pal'],
    ['byte order mark', '\ufeffa', '[U+FEFF]a'],
    ['word joiner and soft separators', 'a\u2060\u2063b', 'a[U+2060 U+2063]b'],
    ['Arabic letter mark', 'a\u061cb', 'a[U+061C]b'],
    ['words spelled in tags', 'a\u{e0068}\u{e0069}\u{e0021}b', 'a[U+E0068 ×3]b'],
    ['bytes spelled in variation selectors', 'a\u{e0101}\u{e0102}b', 'a[U+E0101 U+E0102]b'],
    ['joiner between Latin letters', 'a\u200db', 'a[U+200D]b'],
    ['a byte after each letter', 'a\u{e0101}b\u{e0154}c', 'a[U+E0101]b[U+E0154]c'],
    ['a byte after each ideograph', '漢\u{e0101}字\u{e0102}漢', '漢[U+E0101]字[U+E0102]漢'],
    ['one variation of a letter or a figure', 'a\ufe00 a\ufe01 1\ufe0f 2', 'a[U+FE00] a[U+FE01] 1[U+FE0F] 2'],
    ['soft hyphens after single letters', 'a\u00adb\u00adcd\u00ad\u00ade', 'a[U+00AD]b[U+00AD]cd[U+00AD U+00AD]e'],
    ['soft hyphens beside what is no word', '1\u00ad2 ab\u00ad 3', '1[U+00AD]2 ab[U+00AD] 3'],
    ['lines that end nowhere else', 'a\u2028b\u2029', 'a[U+2028]b[U+2029]'],
    ['control characters', 'a\b\x1b[1m\x7f\x85\0', 'a[U+0008 U+001B][1m[U+007F ×3]'],
    ['tags after a flag that is none', '🏴\u{e0068}\u{e0069}', '🏴[U+E0068 U+E0069]'],
  ])('characters that cannot be seen are named: %s', (_, text, named) => expect(withNames(text)).toBe(named));

  it.each([0x34f, 0x17b4, 0x180b, 0x180f, 0x2061, 0x2800, 0x3164, 0xfff0, 0x1bca0, 0x1d173, 0xe0001, 0xe0fff])(
    'characters that cannot be seen are named one by one: %i',
    (point) => {
      expect(withNames(`a${String.fromCodePoint(point)}b`)).toMatch(/^a\[U\+[0-9A-F]{4,5}\]b$/);
    },
  );

  it.each([
    ['tabs and ends of lines', 'a\tb\r\nc'],
    ['a variant of an ideograph in a name', '葛\u{e0100}城市と渡邉\u{e0101}'],
    ['Mongolian variants', 'ᠠ\u180bᠨ\u180eᠠ'],
    ['families and professions', '👩‍👩‍👧 👩🏽‍⚖️ ❤️‍🔥'],
    ['the flag of Wales', '🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}'],
    ['emoji and keycaps with a variation selector', '☎️ 1️⃣'],
    ['Persian and Hindi joiners', 'می\u200cخواهم क्\u200dष'],
    ['soft hyphens where a word may part', 'Ku\u0308n\u00addi\u00adgung, Abs\u00ad\natz, am Ende\u00ad'],
    ['soft hyphens beside signs', 'Kfz-\u00adSteuer, und/\u00adoder, Mieter*\u00adinnen, Mieter\u00ad(innen)'],
    ['joiners after letters with marks', 'مهمّ\u200cترین'],
    ['text variants of signs', '→\ufe0e ✓\ufe0e ①\ufe0e'],
    ['ends of pages', 'a\fb\vc'],
    ['German, Chinese, Arabic', 'Größe 漢字 مرحبا'],
  ])('characters that cannot be seen stay where they are of use: %s', (_, text) => expect(withNames(text)).toBe(text));

  it('characters that cannot be seen leave the text whole: the parts joined are the text, and no part is empty', () => {
    const characters = fc.constantFrom(
      'a',
      ' ',
      '\u202e',
      '\u200d',
      '👩',
      '🏴',
      '\u{e0067}',
      '\u{e007f}',
      'क',
      '\ufe0f',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(characters), (found) => {
        const text = found.join('');
        const parts = textParts(text);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        expect(parts.every((part) => part.text !== '')).toBe(true);
        for (const part of parts) if (part.hidden === undefined) expect(part.text).not.toMatch(/\u202e/);
      }),
      seeded('hidden characters', 2000),
    );
  });
});
