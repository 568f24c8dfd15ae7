import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordSearch } from '../../src/chat/text/wordSearch.ts';
import { seeded } from './property.ts';

it.each([
  ['Kündigung', 'Ku\u0308ndigungsschutz'],
  ['Kündigung', 'Kündigungsschutz'],
  ['Ku\u0308ndigung', 'Kündigungsschutz'],
  ['kundigung', 'Ku\u0308ndigungsschutz'],
  ['KUNDIGUNG', 'Kündigungsschutz'],
  ['strasse', 'Straße 12'],
  ['Straße', 'STRASSE 12'],
  ['schutz kündigung', 'Kündigungsschutz in der Probezeit'],
  ['probezeit', 'Probe\u00adzeit'],
  ['§ 622', '§\u00a0622 BGB'],
  ['2024-2025', 'Jahre 2024–2025'],
  ['ile', 'Île-de-France'],
  ['', 'anything'],
])('finds %s in %s', (query, title) => {
  expect(wordSearch(query)(title)).toBe(true);
});

it.each([
  ['drücken', 'drucken'],
  ['kundigung', 'Kunde'],
  ['schutz frist', 'Kündigungsschutz'],
])('does not find %s in %s', (query, title) => {
  expect(wordSearch(query)(title)).toBe(false);
});

it('finds every text by itself, composed or decomposed, in capitals or not', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aäöüßéîÅç §-12') }), (text) => {
      for (const form of [text, text.normalize('NFD'), text.toUpperCase()]) expect(wordSearch(form)(text)).toBe(true);
    }),
    seeded('wordSearch', 300),
  );
});
