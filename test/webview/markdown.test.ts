import esbuild from 'esbuild';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type * as Stream from '../../src/webview/markdown/stream.ts';
import { openBlank, useChatPage } from './chat.ts';
import { labelsIn } from './labels.ts';
import { markdownSamples } from './markdownSamples.ts';
import { sources } from './samples.ts';

useChatPage();
let page: Page;

beforeEach(async () => {
  page = await openBlank();
  const entry = new URL('../../src/webview/markdown/stream.ts', import.meta.url).pathname;
  const { outputFiles } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'stream',
  });
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
});

/** The first prefix at which the text that grew and the text painted at once differ. */
async function firstDifference(text: string, step: number) {
  const options = { labels: await labelsIn('en'), sources };
  return await page.evaluate(
    ({ text, step, options }) => {
      const { createMarkdown } = (window as unknown as { stream: typeof Stream }).stream;
      const grown = document.createElement('div');
      const growing = createMarkdown(grown);
      for (let end = 0; end <= text.length + step - 1; end += step) {
        const prefix = text.slice(0, end);
        growing.update(prefix, options);
        const atOnce = document.createElement('div');
        createMarkdown(atOnce).update(prefix, options);
        grown.normalize();
        atOnce.normalize();
        if (!grown.isEqualNode(atOnce)) return { prefix, grown: grown.innerHTML, atOnce: atOnce.innerHTML };
      }
      return undefined;
    },
    { text, step, options },
  );
}

/** The first place at which a text that came in two parts differs from one that came at once. */
async function firstBadCut(text: string) {
  const options = { labels: await labelsIn('en'), sources };
  return await page.evaluate(
    ({ text, options }) => {
      const { createMarkdown } = (window as unknown as { stream: typeof Stream }).stream;
      const atOnce = document.createElement('div');
      createMarkdown(atOnce).update(text, options);
      atOnce.normalize();
      for (let cut = 0; cut < text.length; cut++) {
        const grown = document.createElement('div');
        const growing = createMarkdown(grown);
        growing.update(text.slice(0, cut), options);
        growing.update(text, options);
        grown.normalize();
        if (!grown.isEqualNode(atOnce)) return text.slice(0, cut);
      }
      return undefined;
    },
    { text, options },
  );
}

/** What is shown of a text that came at once. */
async function show(text: string) {
  const options = { labels: await labelsIn('en'), sources };
  return await page.evaluate(
    ({ text, options }) => {
      const { createMarkdown } = (window as unknown as { stream: typeof Stream }).stream;
      const body = document.createElement('div');
      createMarkdown(body).update(text, options);
      return body.innerHTML;
    },
    { text, options },
  );
}

describe('an answer that grows looks like one that came at once, at every place', () => {
  test.each(Object.entries(markdownSamples))('%s', async (_, text) => {
    expect(await firstDifference(text, 1)).toBeUndefined();
    expect(await firstDifference(text, 5)).toBeUndefined();
    expect(await firstBadCut(text)).toBeUndefined();
  });

  test('all of them in one text', async () => {
    const text = Object.values(markdownSamples).join('\n\n');
    expect(await firstDifference(text, 7)).toBeUndefined();
  });
});

test('finished blocks keep their nodes while the answer grows', async () => {
  const options = { labels: await labelsIn('en'), sources };
  const same = await page.evaluate((options) => {
    const { createMarkdown } = (window as unknown as { stream: typeof Stream }).stream;
    const body = document.createElement('div');
    const view = createMarkdown(body);
    const text = '# a\n\nfirst\n\n- b\n- c\n\n';
    view.update(text, options);
    const nodes = [...body.querySelectorAll('*')];
    for (const more of ['s', 'second', 'second\n\n```\ncode', 'second\n\n```\ncode\n```\n\nlast [x]']) {
      view.update(text + more, options);
    }
    return nodes.map((node) => node.isConnected || body.contains(node));
  }, options);
  expect(same).toEqual(same.map(() => true));
});

describe('what Markdown becomes', () => {
  test('raw HTML stays text', async () => {
    expect(await show('<img src=x onerror=alert(1)> <b>a</b>')).toBe(
      '<p>&lt;img src=x onerror=alert(1)&gt; &lt;b&gt;a&lt;/b&gt;</p>',
    );
  });

  test('an image is told in words', async () => {
    expect(await show('![A map](https://maps.example/x.png)')).toBe('<p>[image: A map] (maps.example)</p>');
  });

  test('only https becomes a link, and every other address is shown', async () => {
    expect(await show('[a](https://a.example/b)')).toBe('<p><a href="https://a.example/b" title="a.example">a</a></p>');
    for (const address of ['http://a.example', 'javascript:alert(1)', 'command:x', 'https://a.example@b.example']) {
      const shown = await show(`[a](${address})`);
      expect(shown).not.toContain('<a');
      expect(shown).toContain(`a (${address})`);
    }
  });

  test('a code block knows its lines without the fences', async () => {
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
