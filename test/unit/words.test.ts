import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  asLabel,
  label,
  lines,
  listed,
  paragraphs,
  plain,
  plainLines,
  sentences,
  speak,
  t,
  whole,
  withoutLinks,
} from '../../src/host/platform/words.ts';
import { seeded } from './property.ts';

/** What VS Code takes for a link in notifications, their progress, and the prompts of input boxes (1.106, 1.139). */
const links = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
const linksIn = (text: string) => text.match(links) ?? [];

const command = 'command:workbench.action.terminal.new';
const hostile = [
  `[Tax Assistant](${command})`,
  `[Tax Assistant](${command} "Tax Assistant")`,
  `[Report](COMMAND:x?%5B%22a%22%5D).md`,
  '[Notes](https://evil.example/)',
  '[Notes](file:///etc/passwd)',
  `\u202e(${command})`,
  `[a]\u200b(${command})`,
  `[a](\u200b${command})`,
  `[[b](${command})](${command})`,
  `[a\n](${command})`,
  `[a]\n(${command})`,
  `x](${command})`,
  `[x`,
  `]`,
  `(${command})`,
  `](${command}`,
  `${'a'.repeat(195)}[b](${command})`,
  `${'[a](command:b)'.repeat(50)}`,
];

const bundle: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../l10n/bundle.l10n.de.json'), 'utf8'),
);
const english = Object.keys(bundle);
const places = (message: string) =>
  1 + Math.max(-1, ...Array.from(message.matchAll(/\{(\d)\}/g), ([, at]) => Number(at)));

afterEach(() => speak('en', filled));
const filled = (message: string, ...args: readonly string[]) =>
  message.replace(/\{(\d+)\}/g, (hole, at) => args[Number(at)] ?? hole);
const inGerman = () => speak('de', (message, ...args) => filled(bundle[message] ?? expect.fail(message), ...args));

describe('a sentence with words of others', () => {
  it('a sentence with words of others is a link to VS Code where nothing is done about it, as this test sees links', () => {
    expect(linksIn(filled('{0} has answered.', hostile[0] ?? ''))).toHaveLength(1);
  });

  it.each([
    ['English', () => undefined],
    ['German', inGerman],
  ])('a sentence with words of others has no link in it, whichever of all %s sentences it is', (_, speak) => {
    speak();
    for (const message of english) {
      for (const vector of hostile) {
        const args = Array.from({ length: places(message) }, () => vector);
        expect(linksIn(t(message, ...args)), message).toEqual([]);
      }
    }
  });

  it('a sentence with words of others has no link in it, whatever the words', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      ' ',
      '\n',
      '\u202e',
      '\u200b',
      command,
      'https://a.b',
      'file:',
      '"a"',
      '$(zap)',
      'x',
    );
    const words = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const message = fc.constantFrom(...english.filter((each) => places(each) > 0));
    fc.assert(
      fc.property(message, words, words, (text, first, second) => {
        const args = Array.from({ length: places(text) }, (_, at) => (at % 2 === 0 ? first : second));
        const said = withoutLinks(t(text, ...args));
        expect(linksIn(said)).toEqual([]);
        for (const joined of [sentences(plain(first), plain(second)), lines(said, said), paragraphs(said, said)])
          expect(linksIn(joined)).toEqual([]);
        expect(linksIn(listed([first, second], ''))).toEqual([]);
        expect(linksIn(plainLines(first + second))).toEqual([]);
        expect(plain(plain(first))).toBe(plain(first));
      }),
      seeded('words of others', 2_000),
    );
  });

  it('a sentence with words of others has no link in it where an argument ends and our own words begin', () => {
    expect(linksIn(withoutLinks(t('{0}(command:a) {1}', '[x]', '[y]')))).toEqual([]);
  });

  it('a sentence with words of others leaves ordinary words as they are', () => {
    for (const text of ['Kündigung [Entwurf] (2).pdf', 'a[1](b)', '$(zap)', '1.4\u00a0MB', 'Kfz-\u00adSteuer'])
      expect(plain(text)).toBe(text);
  });

  it('a sentence with words of others names what cannot be seen, and breaks the link that such a name would be', () => {
    expect(plain('exe\u202egpj')).toBe('exe[U+202E]gpj');
    expect(plain(`\u202e(${command})`)).toBe(`[U+202E] (${command})`);
  });

  it('a sentence with words of others stands on one line and is not longer than a name', () => {
    expect(plain('a\r\nb\tc')).toBe('a b c');
    expect(plain('ä'.repeat(300))).toBe(`${'ä'.repeat(199)}…`);
    expect(plain('😀'.repeat(300))).toBe(`${'😀'.repeat(199)}…`);
    expect(plain('x'.repeat(10_000_000))).toHaveLength(200);
  });

  it('a sentence with words of others keeps lines where there is room for them, and other sentences whole', () => {
    expect(plainLines('a\nb')).toBe('a\nb');
    const long = lines(...Array.from({ length: 50 }, () => plain('ten letters')));
    expect(t('{0}', whole(long))).toBe(long);
  });
});

describe('a label', () => {
  it.each([
    ['$(zap) fast', '\\$(zap) fast'],
    ['a $(loading~spin) b $(x)', 'a \\$(loading~spin) b \\$(x)'],
    ['\\$(zap)', '\\$(zap)'],
    ['$$(zap)', '$\\$(zap)'],
    ['Kündigung', 'Kündigung'],
  ])('a label shows %j as it stands, without an icon', (text, shown) => {
    expect(label(text)).toBe(shown);
    expect(asLabel(plain(label(text)))).toBe(shown);
  });
});
