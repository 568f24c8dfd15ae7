import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { HtmlValidate } from 'html-validate';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { partOf } from '../../../src/chat/text/citations/selectedPart.ts';
import { answerIn, type TargetText } from '../../../src/chat/text/forms/answerIn.ts';
import { kindOf } from '../../../src/chat/text/forms/languages.ts';
import { endPlace } from '../../../src/chat/text/placement/insertionPlace.ts';
import { placed } from '../../../src/chat/text/placement/placed.ts';
import { amount } from '../../amount.ts';
import { seeded } from '../property.ts';
import { answer, nasty, source, sources, title, words } from './anyAnswer.ts';
import {
  bare,
  type Read,
  readAsciidoc,
  readHtml,
  readLatex,
  readMarkdown,
  readOrg,
  readRestructured,
} from './readers.ts';

const options = { setting: 'auto', heading: 'Sources' } as const;

const readers: Readonly<Record<string, (text: string) => Read | Promise<Read>>> = {
  latex: readLatex,
  asciidoc: readAsciidoc,
  restructuredtext: readRestructured,
  html: readHtml,
  org: readOrg,
  mdx: readMarkdown,
};

function target(languageId: string, text = '', more: Partial<TargetText> = {}): TargetText {
  const kind = kindOf({ languageId, fileName: 'x' });
  if (kind.type === 'none') throw new Error(languageId);
  return { kind, languageId, fileName: 'x', text, before: text, indentation: '', ...more };
}

const whole = ({ body, notes }: { readonly body: string; readonly notes: string }) =>
  [body, notes].filter((part) => part !== '').join('\n\n');

/** What the reader for reStructuredText reads otherwise than docutils: marks in headings, comments, two backslashes. */
function isMisread(markdown: string, plain: string, titles: readonly string[]): boolean {
  return /^## .*[^\w \n]|\n\n>/m.test(markdown) || [plain, ...titles].some((text) => text.includes('\\'));
}

describe.each(Object.keys(readers))('an answer in %s', (languageId) => {
  const read = readers[languageId] ?? (() => ({ words: '', notes: [], references: 0 }));

  it('says the same again without another note', async () => {
    await fc.assert(
      fc.asyncProperty(answer, sources, async ({ markdown, plain }, named) => {
        const titles = named.map(({ title }) => title);
        fc.pre(languageId !== 'restructuredtext' || !isMisread(markdown, plain, titles));
        const used = { text: markdown, sources: named };
        const first = whole(answerIn(used, target(languageId), options));
        const goal = target(languageId, first);
        const place = endPlace(first, goal.kind);
        const { text } = placed(first, answerIn(used, goal, options), place, goal.kind);
        const { words, notes } = await read(first + text);
        expect(notes.map(bare).sort(), first).toEqual(titles.map(bare).sort());
        expect(words.replaceAll('Sources:', '')).toBe(bare(plain).repeat(2).replaceAll('Sources:', ''));
      }),
      seeded(`forms again ${languageId}`, amount(500)),
    );
  });

  it('reads as it did, with every source in one note', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(answer, sources, async ({ markdown, plain }, named) => {
        const titles = named.map(({ title }) => title);
        fc.pre(languageId !== 'restructuredtext' || !isMisread(markdown, plain, titles));
        const written = whole(answerIn({ text: markdown, sources: named }, target(languageId), options));
        const { words, notes, references } = await read(written);
        expect(words.replace(/Sources:$/, ''), written).toBe(bare(plain));
        expect(notes.map(bare).sort(), written).toEqual(titles.map(bare).sort());
        if (!['restructuredtext', 'html'].includes(languageId))
          expect(references, written).toBeGreaterThanOrEqual(named.length);
      }),
      seeded(`forms ${languageId}`, amount(2_000)),
    );
  });
});

it('writes HTML that a validator takes', { timeout: 60_000 }, async () => {
  const validator = new HtmlValidate({ extends: ['html-validate:standard'] });
  await fc.assert(
    fc.asyncProperty(answer, sources, async ({ markdown }, named) => {
      const written = whole(answerIn({ text: markdown, sources: named }, target('html'), options));
      const page = `<!DOCTYPE html>\n<html lang="de">\n<head>\n<title>x</title>\n</head>\n<body>\n<h1>x</h1>\n${written}\n</body>\n</html>\n`;
      const { results } = await validator.validateString(page);
      expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
        [],
      );
    }),
    seeded('forms validated', amount(500)),
  );
});

describe('an answer in a program', () => {
  const comment = (languageId: string, text: string, more: Partial<TargetText> = {}) =>
    answerIn({ text, sources: [source('1', 'BGB', { section: '§ 622' })] }, target(languageId, '', more), options).body;

  it('leaves a program that compiles as before, with the code of its own language only', { timeout: 60_000 }, () => {
    const signs = fc.constantFrom(
      ...nasty,
      '*/',
      '\u2028alert(1)',
      '\r',
      '\ufdd0alert(1)',
      '\\u000aalert(1)',
      '`',
      "'",
      '$x{',
      '\\',
    );
    const line = fc.array(signs, { maxLength: 5 }).map((parts) => parts.join(' '));
    const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, title, (around, name) => {
        const answer = `${around}\n\n~~~~ts\nconst a: number = 1;\n~~~~\n\n~~~~python\nprint(1)\n~~~~\n\nEnd [1]`;
        const fenced = /^ {0,3}(?:~~~|```)/m.test(around);
        fc.pre(!fenced);
        const { body } = answerIn({ text: answer, sources: [source('1', name)] }, target('typescript'), options);
        const before = 'const before = 0;\n';
        const { code, warnings } = transformSync(`${before}${body}\nconst after = 2;\n`, { loader: 'ts' });
        expect(warnings, body).toEqual([]);
        expect(code.replace(/\s+/g, ' ').trim(), body).toBe('const before = 0; const a = 1; const after = 2;');
      }),
      seeded('forms in code', amount(2_000)),
    );
  });

  it.each([
    ['python', '# Siehe `\\<neu>` [1].', '#'],
    ['sql', 'x', '--'],
    ['css', 'a */ b', '/*'],
    ['php', 'a ?> b', '//'],
    ['java', 'C:\\users', '//'],
    ['c', 'C:\\', '//'],
    ['bat', '50%', 'REM'],
    ['xml', 'a -- b --> c', '<!--'],
  ])('writes in %s comments that end where they should', (languageId, text, open) => {
    const lines = comment(languageId, text).split('\n');
    expect(
      lines.every((line) => line.startsWith(open)),
      lines.join('\n'),
    ).toBe(true);
    const written = lines.map((line) => line.slice(open.length)).join('\n');
    if (languageId === 'css') expect(written.split('*/')).toHaveLength(lines.length + 1);
    if (languageId === 'php') expect(written).not.toContain('?>');
    if (languageId === 'java') expect(written).toContain('C:\\\\users');
    if (languageId === 'c') expect(lines.some((line) => line.endsWith('\\'))).toBe(false);
    if (languageId === 'python') expect(lines[0]).toBe('# Siehe \\<neu> [1].');
    if (languageId === 'xml') expect(written.replace(/ -->$/gm, '')).not.toContain('--');
  });

  it('indents its lines as the line at the cursor', () => {
    const body = comment('python', 'See [1].\n\n```py\nif x:\n    y()\n```', { indentation: '    ' });
    expect(body).toMatch(/^ {4}# See \[1\]\.\n\n {4}if x:\n {8}y\(\)\n\n {4}# Sources:/);
  });
});

it.each([
  ['plaintext', 'a.adoc', 'asciidoc'],
  ['plaintext', 'A.TYP', 'typst'],
  ['plaintext', 'x/a.org', 'org'],
  ['plaintext', 'a.kt', '//'],
  ['plaintext', 'notes', 'plain'],
  ['quarto', 'a.qmd', 'markdown'],
  ['tex', 'a.sty', 'latex'],
  ['json', 'a.json', 'none'],
  ['jsonc', 'a.json', '//'],
  ['my-language', 'a.my', '##'],
])('takes the form of %s in %s: %s', (languageId, fileName, expected) => {
  const kind = kindOf({ languageId, fileName }, () => ({ open: '##' }));
  expect(kind.type === 'prose' ? kind.form : kind.type === 'code' ? kind.comment.open : 'none').toBe(expected);
});

it('numbers on from what a plain text has, and names the credit once', () => {
  const used = { text: 'A [1]. B [2].', sources: [source('1', 'BGB'), source('2', 'HGB')] };
  const credited = { ...options, credit: 'Powered by Haufe' };
  const first = whole(answerIn(used, target('plaintext', '- [7] HGB\n'), credited));
  expect(first).toBe('A [8]. B [7].\n\nPowered by Haufe\n\nSources:\n\n- [8] BGB');
  expect(whole(answerIn(used, target('plaintext', `- [7] HGB\n${first}`), credited))).toBe('A [8]. B [7].');
  expect(whole(answerIn(used, target('markdown', ''), { ...credited, setting: 'none' }))).toBe('A. B.');
});

it('defines no footnote that a reader could take for the address of a link', () => {
  const read = (title: string) =>
    readMarkdown(whole(answerIn({ text: 'A [1].', sources: [source('1', title)] }, undefined, options))).notes;
  for (const title of ['BGB', 'BGB (2024)', 'BGB "x"', "BGB 'x'"]) {
    const { body, notes } = answerIn({ text: 'A [1].', sources: [source('1', title)] }, undefined, options);
    expect(read(title)).toHaveLength(1);
    expect(
      unified()
        .use(remarkParse)
        .parse(whole({ body, notes }))
        .children.map(({ type }) => type),
    ).not.toContain('definition');
  }
});

it('makes of selected words an answer that reads as they do, with the sources that they name', () => {
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 3 }), (lines) => {
      const text = `${lines.join('\n\n')} [2]`;
      const answered = { id: 'a', role: 'assistant', state: 'complete', context: [], text: 'x' } as const;
      const part = partOf({ ...answered, sources: [source('1', 'BGB'), source('2', 'HGB')] }, text);
      expect(part.sources.map(({ id }) => id)).toEqual(['2']);
      expect(readMarkdown(part.text).words.replaceAll('*', '')).toBe(bare(text).replaceAll('*', ''));
    }),
    seeded('selected parts', amount(2_000)),
  );
});
