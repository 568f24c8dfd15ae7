import { describe, expect, test } from 'vitest';
import { type InPageWindow, useMarkdown } from './markdownPage.ts';
import { markdownSamples } from './markdownSamples.ts';

const open = useMarkdown();

async function firstDifference(text: string, ...steps: readonly number[]) {
  const { page, options } = await open();
  return await page.evaluate(
    ({ text, steps, options }) => (window as unknown as InPageWindow).inPage.firstDifference(text, steps, options),
    { text, steps, options },
  );
}

async function firstBadCut(text: string) {
  const { page, options } = await open();
  return await page.evaluate(
    ({ text, options }) => (window as unknown as InPageWindow).inPage.firstBadCut(text, options),
    { text, options },
  );
}

async function show(text: string) {
  const { page, options } = await open();
  return await page.evaluate(({ text, options }) => (window as unknown as InPageWindow).inPage.show(text, options), {
    text,
    options,
  });
}

describe('an answer that grows looks like one that came at once, at every place', () => {
  test.each(Object.entries(markdownSamples))('shows the same however an answer grows: %s', async (_, text) => {
    expect(await firstDifference(text, 1)).toBeUndefined();
    expect(await firstDifference(text, 5)).toBeUndefined();
    expect(await firstBadCut(text)).toBeUndefined();
  });

  test('shows the same when a shorter text takes the place of another', async () => {
    const { page, options } = await open();
    const bad = await page.evaluate(
      ({ texts, options }) =>
        texts.map((text) => (window as unknown as InPageWindow).inPage.firstBadShortening(text, options)),
      { texts: Object.values(markdownSamples), options },
    );
    expect(bad.filter((prefix) => prefix !== undefined)).toEqual([]);
  });

  test('shows the same in boxes, as of answers that are very long', async () => {
    const { page, options } = await open('fresh');
    const words =
      'Die **Frist** gilt [1] ab dem *Zugang*. Sie `endet` nach zwei Wochen, siehe [x](https://a.example). ';
    const texts = [
      words.repeat(20),
      `${words.repeat(9)}**${words.replaceAll('*', '')}** ${words.repeat(9)}`,
      Array.from({ length: 14 }, (_, index) => `${index + 4}. ${words}\n${index % 3 === 0 ? '   - a\n' : ''}`).join(''),
      Array.from({ length: 14 }, (_, index) => `- ${words}\n${index === 9 ? '\n' : ''}`).join(''),
      `| a | b |\n|---|--:|\n${`| ${words} | 1 |\n`.repeat(14)}`,
      ...Object.values(markdownSamples),
    ];
    const differences = await page.evaluate(
      ({ texts, options }) => {
        const { inPage } = window as unknown as InPageWindow;
        inPage.useSmallBoxes();
        return texts.map((text) => inPage.firstDifference(text, [3, 1, 7], options));
      },
      { texts, options },
    );
    expect(differences.filter(Boolean)).toEqual([]);
    const boxes = await page.evaluate(
      ({ texts, options }) =>
        texts.map((text) => (window as unknown as InPageWindow).inPage.show(text, options)).join(''),
      { texts, options },
    );
    for (const box of ['<span class="piece">', '<div class="items"', '</tbody><tbody>']) expect(boxes).toContain(box);
  });

  test('shows the same of all samples in one text', async () => {
    const text = Object.values(markdownSamples).join('\n\n');
    expect(await firstDifference(text, 7)).toBeUndefined();
  });
});

test('keeps the nodes of what is finished while the answer grows', async () => {
  const { page, options } = await open();
  const text = '# a\n\nfirst\n\n- b\n- c\n\n';
  const texts = ['', 's', 'second', 'second\n\n```\ncode', 'second\n\n```\ncode\n```\n\nlast [x]'].map(
    (more) => text + more,
  );
  const lost = await page.evaluate(
    ({ texts, options }) => (window as unknown as InPageWindow).inPage.lostNodes(texts, options),
    { texts, options },
  );
  expect(lost).toBe(0);
});

describe('what Markdown becomes', () => {
  test('shows raw HTML as text', async () => {
    expect(await show('<img src=x onerror=alert(1)> <b>a</b>')).toBe(
      '<p>&lt;img src=x onerror=alert(1)&gt; &lt;b&gt;a&lt;/b&gt;</p>',
    );
  });

  test('tells of an image in words', async () => {
    expect(await show('![A map](https://maps.example/x.png)')).toBe('<p>[image: A map] (maps.example)</p>');
  });

  test('makes links of https alone, and shows every other address', async () => {
    expect(await show('[a](https://a.example/b)')).toBe(
      '<p><a href="https://a.example/b" title="a.example" data-host="a.example">a</a></p>',
    );
    for (const words of [
      'https://haufe.de@a.example',
      'https://haufe.de:x@a.example/',
      'see a.example',
      'A.EXAMPLE/x',
    ]) {
      expect(await show(`[${words.replace('@', '\\@')}](https://a.example/)`), words).toContain(
        'data-host="a.example"',
      );
    }
    for (const words of ['a.example', 'https://a.example/b', 'https://a.example']) {
      expect(await show(`[${words}](https://a.example/b)`), words).not.toContain('data-host');
    }
    for (const address of ['http://a.example', 'javascript:alert(1)', 'command:x', 'https://a.example@b.example']) {
      const shown = await show(`[a](${address})`);
      expect(shown).not.toContain('<a');
      expect(shown).toContain(`a (${address})`);
    }
  });

  test('nests emphasis as deep as a person can see, however deep it is written', async () => {
    const shown = await show(`${'*a **b '.repeat(3000)}c${'** d*'.repeat(3000)}`);
    const depth = (shown.match(/^(?:<(?:p|em|strong)>[^<]*)+/)?.[0].match(/</g) ?? []).length;
    expect(depth).toBeGreaterThan(10);
    expect(depth).toBeLessThan(40);
    expect(shown.replace(/<[^>]*>/g, '')).toBe(`${'a b '.repeat(3000)}c${' d'.repeat(6000)}`.replace(/( d)\1/g, '$1'));
  });

  test('counts the lines of a code block without the fences', async () => {
    const shown = await show('x\n\n```ts\na\n\nb\n```\n\n> ~~~\n> c\n> ~~~\n\n    d\n    e\n\n```\nf');
    const lines = [...shown.matchAll(/data-first="(\d+)" data-last="(\d+)"/g)].map(([, first, last]) => [first, last]);
    expect(lines).toEqual([
      ['3', '6'],
      ['9', '10'],
      ['12', '14'],
      ['16', '17'],
    ]);
  });
});
