import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const read = (name: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, '../..', name), 'utf8'));
const bundle = read('l10n/bundle.l10n.de.json');

/** Lines of documents that people read. */
const lines = (...names: readonly string[]) =>
  names.flatMap((name) =>
    readFileSync(path.join(import.meta.dirname, '../..', name), 'utf8')
      .split('\n\n')
      .map((paragraph) => paragraph.replaceAll('\n', ' ')),
  );
const pages = ['privacy', 'reliability', 'settings', 'troubleshooting', 'accessibility', 'administration', 'faq'];

/** Every string that a person sees, by its language. */
const english = [
  ...Object.values(read('package.nls.json')),
  ...Object.keys(bundle),
  ...lines('README.md', 'SUPPORT.md', ...pages.map((name) => `docs/${name}.md`)),
];
const german = [
  ...Object.values(read('package.nls.de.json')),
  ...Object.values(bundle),
  ...lines('README.de.md', 'docs/datenschutz.md'),
];

/** What is no word of ours: code, links to commands, names of settings and keys in a request. */
const words = (text: string) =>
  text.replace(/`[^`]*`|PI…|\(command:[^)]*\)|\bhttp\.\w+|“(?:baseUrl|provider)”|„(?:baseUrl|provider)“/g, '');

it.each([
  ['thread, for a conversation', /\bthreads?\b/i],
  ['license in British spelling', /\blicen[c]e/i],
  ['British spelling', /organi[s]ation|\bcolou?rs?\b(?<!color|colors)|dialogue|practis|behaviour|\bcancell/i],
  ['machine, for a computer', /\bmachine\b/i],
  ['Id or id, for ID', /\b[Ii]ds?\b/],
  ['key store or keyring, for secret storage', /key ?(?:store|ring)|SecretStorage/i],
  ['key, for API key', /\b(?<!API )keys?\b(?! (?:sends|you enter))/i],
  ['Ask Again, for Retry', /ask(?:ed)? again(?! only)|\banew\b/i],
  ['Expert Chat, for Assistant Chat', /expert chat/i],
  ['chat page or message input', /chat page|message input|composer/i],
  ['clear or forget, for delete', /\bclear\b|\bforg[eo]t/i],
  ['kept or lies, for stored', /\bkept\b|\blies\b/i],
  ['withdraw, for remove', /\bwithdraw|take[sn]? back|took .* back/i],
  ['broke off, for interrupted', /broke off|fell silent/i],
  ['an AI that wants or knows', /wants? to know|knows\b|\bwhom\b/i],
  [
    'a verb written out that VS Code contracts',
    /\b(?:cannot|can not|do not|does not|did not|is not|was not|are not|could not)\b/i,
  ],
  ['a word that speaks of what the code does', /\bgoes? along\b|\bplayed through\b|\blaid out\b|on its way/i],
  ['a space before an ellipsis', /\s…/],
])('no English string says %s', (_, word) => {
  expect(english.filter((text) => word.test(words(text)))).toEqual([]);
});

it.each([
  ['Rechner, für Computer', /\bRechner/],
  ['Kennung oder Id, für ID', /Kennung|\bIds?\b/],
  ['Experten-Chat', /Experten-Chat/],
  ['Thread, für Unterhaltung', /\bThreads?\b/],
  ['anhalten, für stoppen', /\banhalten\b|angehalten(?!\.$)/i],
  ['noch einmal fragen, für erneut versuchen', /noch einmal|\bneu fragen/i],
  ['anhängen, für anfügen', /(?<!Datei)anhäng|angehängt/i],
  ['Einfügemarke, für Cursorposition', /Einfügemarke/],
  ['zeigen, für anzeigen', /(?<![a-zäöü])zeigen\b/i],
  ['markiert, für ausgewählt', /markier/i],
  ['aufgehoben, für zurückgestellt', /aufgehoben|aufheben/i],
  ['Treffer, für Ergebnis', /Treffer/],
  ['Bereitstellung, für Deployment', /\bBereitstellung/],
  ['Verweis, für Link', /(?<!Quellen)Verweis/],
  ['Dialoge wie Gespräche', /verstummt|vergessen|wissen möchte|geht .* mit\b/i],
  ['drei Punkte ohne Leerzeichen', /[\p{L}“]…/u],
  ['die Anrede Du', /\b(?:du|dein|deine|dir|dich)\b/i],
])('no German string says %s', (_, word) => {
  expect(german.filter((text) => word.test(words(text)))).toEqual([]);
});
