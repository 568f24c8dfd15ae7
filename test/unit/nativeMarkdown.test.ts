import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { lexer, type Token } from 'marked';
import { describe, expect, it } from 'vitest';
import { asNativeMarkdown, NativeMarkdown } from '../../src/chat/text/nativeMarkdown.ts';
import { seeded } from './property.ts';

/** A reader that lets through all that VS Code's views might. */
const reader = new MarkdownIt({ html: true, linkify: true });
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: true });
reader.linkify.add('//', null);
reader.validateLink = () => true;

const tokens = (markdown: string) => reader.parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])]);
const read = (markdown: string) =>
  tokens(markdown)
    .filter(({ type }) => ['text', 'code_inline', 'fence', 'code_block', 'softbreak'].includes(type))
    .map(({ type, content }) => (type === 'softbreak' ? '\n' : content))
    .join('');

/** What must not be in it, whoever reads it: marked is what VS Code has. */
function dangers(markdown: string): readonly string[] {
  return [...dangersToMarked(lexer(markdown)), ...dangersToMarkdownIt(markdown)];
}

function dangersToMarked(all: readonly Token[]): readonly string[] {
  return all.flatMap((token) => [
    ...(token.type === 'image' || token.type === 'html' ? [token.type] : []),
    ...(token.type === 'link' && !/^https:\/\//i.test(token.href) ? [`link to ${token.href}`] : []),
    ...dangersToMarked((token as { readonly tokens?: readonly Token[] }).tokens ?? []),
    ...dangersToMarked(token.type === 'list' ? token.items : []),
    ...(token.type === 'table'
      ? [...token.header, ...token.rows.flat()].flatMap((cell) => dangersToMarked(cell.tokens))
      : []),
  ]);
}

function dangersToMarkdownIt(markdown: string): readonly string[] {
  return tokens(markdown).flatMap((token) => {
    if (token.type === 'image' || token.type.startsWith('html_')) return [token.type];
    const href = String(token.attrGet('href'));
    return token.type === 'link_open' && !/^https:\/\//i.test(href) ? [`link to ${href}`] : [];
  });
}

describe('an answer in VS Code’s own Markdown', () => {
  it.each([
    '![x](https://evil.example/?q=1)',
    '[![x](https://evil.example)](https://a.example)',
    '![x][r]\n\n[r]: https://evil.example',
    '<img src="https://evil.example">',
    'a <b onclick=x>b</b> c',
    '<script>alert(1)</script>',
    '<!-- x -->',
    '<https://a.example>',
    '[run](command:workbench.action.quit)',
    '[run]( command:workbench.action.quit)',
    '[run](<command:workbench.action.quit>)',
    '[run](\n command:x)',
    '[run][r]\n\n[r]: command:workbench.action.quit',
    '> [r]: command:x\n\n[r]',
    '[a](http://a.example) http://a.example www.a.example ftp://a.example me@a.example',
    '[a](file:///etc/passwd) [b](vscode://x) [c](//a.example) [d](foo.md)',
    'text ` more\n` ![x](https://evil.example) `',
    '`a\n- ![x](https://evil.example) `',
    '| `a | ![x](https://evil.example) ` |\n|-|-|\n| `b | <img src=x> ` |',
    '- a\n    ```\n  x\n    ```\n    ![x](https://evil.example)',
    '1. a\n   ```\n  x\n   ```\n![x](https://evil.example)',
    '> ```\n> code\n![x](https://evil.example)',
    '> - ```\n> - ![x](https://evil.example)',
    '```\ncode\n```\n![x](https://evil.example)\n```',
    '~~~ a ``` b\n![x](https://evil.example)\n~~~\n![y](https://evil.example)',
    '    ```\n![x](https://evil.example)',
    '\t![x](https://evil.example)\n![y](https://evil.example)',
    'a\n    ![x](https://evil.example)',
    '- a\n\n      ![x](https://evil.example)',
    '``` `\n![x](https://evil.example)\n```',
    '\\`![x](https://evil.example)\\`',
    '\\![x](https://evil.example) !\\[x](https://evil.example) \\\\![x](https://evil.example)',
    'a\r![x](https://evil.example)\r\n<img src=x>',
  ])('shows no image and no HTML, and leads to https alone: %j', (text) => {
    expect(dangers(asNativeMarkdown(text))).toEqual([]);
  });

  it.each([
    'Lehrer*innen und Schüler*innen',
    'Am 15. Januar',
    'Kosten: $5 und $10',
    '~5 bis ~10',
    'a < b und b > c, Vec<T>',
    'C:\\Users\\x',
    'me@a.example',
    'http://a.example',
    'www.a.example',
    'half a `code span',
    'snake_case_name',
  ])('reads as it was written: %j', (text) => {
    expect(read(asNativeMarkdown(text)).trim()).toBe(text);
  });

  it('keeps the brackets of a formula', () => {
    expect(read(asNativeMarkdown('\\(a+b\\) and \\[c\\]'))).toBe('\\(a+b\\) and \\[c\\]');
  });

  it('takes a day before a month for no list, and leaves each number its own', () => {
    expect(read(asNativeMarkdown('15. Januar 2026'))).toBe('15. Januar 2026');
    expect(read(asNativeMarkdown('1. a\n5. b\n3. c'))).toMatch(/a5\. b3\. c|a\n?5\. b\n?3\. c/);
    expect(tokens(asNativeMarkdown('1. a\n2. b')).filter(({ type }) => type === 'list_item_open')).toHaveLength(2);
  });

  it.each([
    ['a fence', 'a\n```ts\nconst a = `<b>`; // ![x](y)\n```\nb', 'const a = `<b>`; // ![x](y)\n'],
    ['a fence in a list', '1. a\n   ```\n   x <y>\n     z\n   ```\n2. b', 'x <y>\n  z\n'],
    ['a fence in a quotation', '> ```\n> x <y>\n> ```', 'x <y>\n'],
    ['indented code', 'a\n\n    x <y>\n      z\n\nb', 'x <y>\n  z\n'],
    ['a fence that never ends', '```\nx <y>', 'x <y>\n'],
  ])('gives code as it is: %s', (_, text, code) => {
    const found = tokens(asNativeMarkdown(text)).filter(({ type }) => type === 'fence');
    expect(found.map(({ content }) => content.replace(/\n+$/, '\n'))).toEqual([code]);
  });

  it('gives code spans, links, emphasis, lists and tables as they are', () => {
    const text = '**a** *b* ~~c~~ `<d>` [e](https://e.example "t")\n\n- f\n- g\n\n| h | i |\n|---|---|\n| 1 | 2 |\n';
    expect(asNativeMarkdown(text)).toBe(text);
  });

  const pieces = fc.constantFrom(
    ...[
      '![x](https://evil.example)',
      '<img src=x>',
      '[a](command:x)',
      '[r]: command:x',
      '[r]',
      '`',
      '``',
      '```',
      '~~~',
    ],
    ...[
      '\n',
      '\n\n',
      '\r\n',
      '> ',
      '- ',
      '1. ',
      '    ',
      '  ',
      '\t',
      ' ',
      '\\',
      '|',
      '|-|',
      'word',
      'a*b',
      '<',
      '](',
      '!',
      '# ',
      '---',
    ],
  );
  const answers = fc.array(pieces, { maxLength: 25 }).map((all) => all.join(''));

  it('makes harmless Markdown of an answer, whatever stands together', () => {
    fc.assert(
      fc.property(answers, (text) => {
        expect(dangers(asNativeMarkdown(text)), asNativeMarkdown(text)).toEqual([]);
      }),
      seeded('native Markdown', 1_500),
    );
  });

  it('makes harmless Markdown of an answer at every moment while it grows, wherever it is parted', () => {
    fc.assert(
      fc.property(answers, fc.array(fc.nat({ max: 30 }), { maxLength: 12 }), (text, cuts) => {
        const growing = new NativeMarkdown();
        let out = '';
        let at = 0;
        for (const cut of cuts) {
          out += growing.push(text.slice(at, at + cut));
          at += cut;
          expect(dangers(out), out).toEqual([]);
        }
        out += growing.push(text.slice(at)) + growing.end();
        expect(dangers(out), out).toEqual([]);
        expect(read(out).replace(/\s+/g, '')).toBe(read(asNativeMarkdown(text)).replace(/\s+/g, ''));
      }),
      seeded('growing native Markdown', 700),
    );
  });

  it('shows words before their line has ended', () => {
    expect(new NativeMarkdown().push('The notice period is ')).toBe('The notice period is');
  });

  it.each(['word ', '`', '- ', '    ', '[', '<', '```', '1. '])(
    'takes a line that never ends in pieces of %j',
    (piece) => {
      const growing = new NativeMarkdown();
      for (let count = 0; count < 5_000; count++) growing.push(piece);
      expect(dangers(growing.end().slice(-200))).toEqual([]);
    },
  );
});
