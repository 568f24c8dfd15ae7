import { tests } from 'commonmark-spec';
import { expect, test } from 'vitest';
import { gfm } from './gfm.ts';
import { type InPageWindow, useMarkdown } from './markdownPage.ts';
import { markdownSamples } from './markdownSamples.ts';

const open = useMarkdown();

test('searches the words that are painted, for every example of the specifications', async () => {
  const { page, options } = await open();
  const own = ['- # [x] a', '- [x] ![a](b)\n\n  [x] c', '1. [ ] [d](javascript:e)', '> - [X] **f**\\\n>   g'];
  const all = [...own, ...Object.values(markdownSamples), ...[...tests, ...gfm].map(({ markdown }) => markdown)];
  const unlike = await page.evaluate(
    ({ all, options }) => {
      const { inPage } = window as unknown as InPageWindow;
      return all.flatMap((markdown) => {
        const [searched, painted] = inPage.searchedAndPainted(markdown, options);
        return JSON.stringify(searched) === JSON.stringify(painted) ? [] : [{ markdown, searched, painted }];
      });
    },
    { all, options },
  );
  expect(unlike).toEqual([]);
  expect(all.length).toBeGreaterThan(700);
});
