import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createQuery } from '../../src/webview/dom/query.ts';

const found = (text: string, query: string) =>
  createQuery(query)
    .in(text)
    .map(({ start, end }) => text.slice(start, end));

describe('a query', () => {
  it.each([
    ['KÜNDIGUNG', 'die Kündigung, der Kündigungsgrund', ['Kündigung', 'Kündigung']],
    ['kundigung', 'Kündigung', ['Kündigung']],
    ['drücken', 'drucken und drücken', ['drücken']],
    ['ü', 'fur für', ['ü']],
    ['ü', 'decomposed u\u0308ber', ['u\u0308']],
    ['u\u0308ber', 'über', ['über']],
    ['STRASSE', 'Straße, Strasse und STRAẞE', ['Straße', 'Strasse', 'STRAẞE']],
    ['aße', 'Straße', ['aße']],
    ['zwei wochen', 'zwei\nWochen, zwei\u00a0Wochen', ['zwei\nWochen', 'zwei\u00a0Wochen']],
    ['aa', 'aaaa', ['aa', 'aa']],
    ['§ 622', 'nach § 622 BGB', ['§ 622']],
    ['👍🏽', 'gut 👍🏽 ja', ['👍🏽']],
    ['Betriebsprüfung', 'die Betriebs\u00adprüfung', ['Betriebs\u00adprüfung']],
    ['Umsatz\u00adsteuer', 'Umsatzsteuer', ['Umsatzsteuer']],
    ['Finanzamt', 'das \ufb01nanzamt', ['\ufb01nanzamt']],
    ['\ufb02ach', 'flach', ['flach']],
    ['E-Mail', 'E\u2011Mail, E–Mail', ['E\u2011Mail', 'E–Mail']],
    ['3-5', '3–5, 3−5', ['3–5', '3−5']],
    ['"Gesetz"', '„Gesetz“, “Gesetz”, »Gesetz«', ['„Gesetz“', '“Gesetz”', '»Gesetz«']],
    ["hab's", 'hab’s, hab‘s', ['hab’s', 'hab‘s']],
    ['Bundesfinanzhof', 'Bundes\u200bfinanz\u200bhof', ['Bundes\u200bfinanz\u200bhof']],
    ['  ', 'a  b', []],
    ['', 'anything', []],
  ])('finds the query “%s” in “%s”', (query, text, expected) => {
    expect(found(text, query)).toEqual(expected);
  });

  it('finds a query wherever it was put, at its very place', () => {
    const words = fc.string({
      unit: fc.constantFrom('a', 'Ä', 'u\u0308', 'ß', '–', 'İ', '한', '\u00ad', ' ', '\n', 'é', '👍'),
    });
    fc.assert(
      fc.property(words, words, (before, after) => {
        const text = `${before}|Nadel|${after}`;
        const [only, ...others] = createQuery('|nadel|').in(text);
        expect(others).toEqual([]);
        expect(only).toEqual({ start: before.length, end: before.length + 7 });
      }),
    );
  });
});
