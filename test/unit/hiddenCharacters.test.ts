import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textParts, withNames } from '../../src/chat/hiddenCharacters.ts';
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
    ['tags after a flag that is none', '🏴\u{e0068}\u{e0069}', '🏴[U+E0068 U+E0069]'],
  ])('are named: %s', (_, text, named) => expect(withNames(text)).toBe(named));

  it.each([
    ['families and professions', '👩‍👩‍👧 👩🏽‍⚖️ ❤️‍🔥'],
    ['the flag of Wales', '🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}'],
    ['emoji and keycaps with a variation selector', '☎️ 1️⃣'],
    ['Persian and Hindi joiners', 'می\u200cخواهم क्\u200dष'],
    ['soft hyphens', 'Kündi\u00adgung'],
    ['German, Chinese, Arabic', 'Größe 漢字 مرحبا'],
  ])('stay where they are of use: %s', (_, text) => expect(withNames(text)).toBe(text));

  it('leave the text whole: the parts joined are the text, and no part is empty', () => {
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
