import fc from 'fast-check';
import { HtmlValidate } from 'html-validate';
import { parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/chat/model/model.ts';
import { exportHtml } from '../../src/export/html.ts';
import { exportThread } from '../../src/export/markdown.ts';
import { exportWord } from '../../src/export/word.ts';
import { amount } from '../amount.ts';
import { exportWords } from './exportWords.ts';
import { answer, sources } from './forms/anyAnswer.ts';
import { bare, type Read, readHtml, readMarkdown } from './forms/readers.ts';
import { readWord } from './forms/readWord.ts';
import { seeded } from './property.ts';

const message = (text: string, more: Partial<Message> = {}): Message => ({
  id: 'm',
  role: 'assistant',
  text,
  sources: [],
  context: [],
  state: 'complete',
  ...more,
});
const html = (...messages: readonly Message[]) => readHtml(exportHtml(messages, exportWords));
const word = async (...messages: readonly Message[]) => readWord(await exportWord(messages, exportWords));

type Reader = (...messages: readonly Message[]) => Promise<Read>;

/** What stands above the first answer: the title and the header, and the style of a page. */
const headOf = async (read: Reader) => `${(await read()).words}HR`;

describe.each<[string, Reader, number]>([
  ['HTML', async (...messages) => html(...messages), 100],
  ['Word', word, 25],
])('two answers exported as %s', (_, read, runs) => {
  it('keeps their words, with a note for each source of each', { timeout: 240_000 }, async () => {
    const head = await headOf(read);
    await fc.assert(
      fc.asyncProperty(answer, sources, async ({ markdown: text, plain }, named) => {
        const { words, notes } = await read(
          message(text, { sources: named }),
          message(text, { sources: named.map((each) => ({ ...each })) }),
        );
        const withoutHeading = (signs: string) => signs.replaceAll('Quellen:', '');
        expect(withoutHeading(words)).toBe(withoutHeading(`${head}${bare(plain)}HR${bare(plain)}`));
        const titles = named.map(({ title }) => bare(title));
        expect(notes.map(bare).sort()).toEqual([...titles, ...titles].sort());
      }),
      seeded(`exported as ${_}`, amount(runs * 10, runs)),
    );
  });
});

it('numbers the footnotes of a Markdown document through all answers, each of them defined once', () => {
  fc.assert(
    fc.property(answer, sources, ({ markdown: text }, named) => {
      const document = exportThread(
        [message(text, { sources: named }), message(text, { sources: named })],
        exportWords,
      );
      const { notes, references } = readMarkdown(document);
      expect(notes.map((note) => bare(note).replaceAll('\u00a0', '')).sort()).toEqual(
        [...named, ...named].map(({ title }) => bare(title)).sort(),
      );
      expect(references).toBeGreaterThanOrEqual(6);
    }),
    seeded('exported footnotes', amount(2_000, 100)),
  );
});

it('writes HTML that a validator takes', { timeout: 60_000 }, async () => {
  const validator = new HtmlValidate({ extends: ['html-validate:standard'] });
  await fc.assert(
    fc.asyncProperty(answer, sources, async ({ markdown: text }, named) => {
      const passages = named.map((source) => ({ ...source, passage: text }));
      const question = message(text, {
        role: 'user',
        context: [{ id: 'c', label: 'a<b', firstLine: 1, lastLine: 2, text }],
      });
      const page = exportHtml([question, message(text, { sources: passages })], exportWords);
      const { results } = await validator.validateString(page);
      expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
        [],
      );
    }),
    seeded('exported HTML validated', amount(500, 30)),
  );
});

const bad =
  '![x](https://evil.example/?d=1) <img src=x onerror=y> <script>z</script> [k](javascript:alert(1)) \u0001\ud800';
const hostile = message(`${bad} [1]`, {
  author: bad,
  sources: [{ id: '1', title: bad, passage: bad, link: 'https://a.example/"><script>' }],
  context: [{ id: 'c', label: bad, firstLine: 1, lastLine: 2, text: bad }],
  attachment: { fileId: 'f', name: bad },
});

it('writes a page that runs nothing and loads nothing, whatever an answer holds', () => {
  const page = exportHtml([hostile], { ...exportWords, title: bad, assistant: bad, connection: bad });
  const names = new Set<string>();
  const attributes = new Set<string>();
  const visit = (node: object) => {
    const {
      nodeName = '',
      attrs = [],
      childNodes = [],
    } = node as {
      nodeName?: string;
      attrs?: { name: string; value: string }[];
      childNodes?: object[];
    };
    names.add(nodeName);
    for (const { name, value } of attrs) attributes.add(name === 'href' ? `href ${value.split(/[/\d]/)[0]}` : name);
    childNodes.forEach(visit);
  };
  visit(parse(page));
  expect([...names].filter((name) => /script|img|iframe|object|link|form/.test(name))).toEqual([]);
  expect([...attributes].sort()).toEqual(
    ['charset', 'content', 'href #fn-', 'href https:', 'http-equiv', 'id', 'lang', 'name', 'value'].sort(),
  );
});

it('writes a Word document that can be read, whatever an answer holds', async () => {
  const { words, notes, html: shown } = await word(hostile);
  expect(words).toContain('<script>z</script>');
  expect(notes).toHaveLength(1);
  expect(shown).not.toMatch(/<script|<img|javascript:alert\(1\)"/);
});

it('keeps the numbers of lists, tables, code, bold and links in Word', async () => {
  const text =
    '3. drei\n4. vier\n7. sieben\n\n**fett** und [Gesetz](https://a.example/x?y=ä&z=1)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nx = 1;\n\ty = 2;\n```';
  const bytes = await exportWord([message(text)], exportWords);
  const { html: shown } = await readWord(bytes);
  expect(shown).toContain('<ol><li>drei</li><li>vier</li><li>sieben</li></ol>');
  expect(shown).toContain('<strong>fett</strong> und <a href="https://a.example/x?y=%C3%A4&amp;z=1">Gesetz</a>');
  expect(shown).toMatch(/<th><p><strong>a<\/strong><\/p><\/th>.*<td><p>2<\/p><\/td>/);
  expect(shown).toContain('x = 1;<br />\ty = 2;');
  const { default: zip } = await import('jszip');
  const files = await zip.loadAsync(bytes);
  const numbering = (await files.file('word/numbering.xml')?.async('string')) ?? '';
  expect(
    Array.from(numbering.matchAll(/<w:start w:val="(\d+)"\/>(?=<w:numFmt w:val="decimal")/g), ([, n]) => n),
  ).toEqual(['3', '7']);
});

it('refers to a source that is cited again by the number of its one footnote', async () => {
  const named = [
    { id: '1', title: 'BGB, § 622', passage: 'Die Frist …' },
    { id: '2', title: 'KSchG, § 1', passage: '' },
  ];
  const { html: shown, notes } = await word(message('Zuerst [2], dann [1], wieder [2].', { sources: named }));
  expect(notes.map(bare)).toEqual(['KSchG,§1', 'BGB,§622DieFrist…']);
  expect(shown).toMatch(/wieder<a href="#_source1"><sup>1<\/sup><\/a>\./);
});

it('begins with what the assistant greets with, in every form', async () => {
  const words = { ...exportWords, greeting: 'Ask me about **leave**.' };
  const given = [message('Two weeks.')];
  const markdown = exportThread(given, words);
  const shown = [
    readHtml(exportHtml(given, words)).words,
    (await readWord(await exportWord(given, words))).words,
    markdown.replaceAll('**', ''),
  ];
  for (const text of shown) expect(text.replace(/\s/g, '')).toMatch(/KI.*HR.*Askmeaboutleave\..*HR.*Twoweeks\./s);
  expect(exportThread(given, exportWords)).not.toContain('Ask me');
});

it('names one line of an attached text as one', () => {
  const context = [{ id: 'c', label: 'a.md', firstLine: 3, lastLine: 3, text: 'x' }];
  expect(exportThread([message('Q', { role: 'user', context })], exportWords)).toContain('a.md 3:');
});
