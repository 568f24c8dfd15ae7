import { tests } from 'commonmark-spec';
import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { commonMarkDepartures, gfmDepartures } from './departures.ts';
import { gfm } from './gfm.ts';
import { type InPageWindow, useMarkdown } from './markdownPage.ts';

const open = useMarkdown();

interface Example {
  readonly name: string;
  readonly markdown: string;
  readonly html: string;
}

/** Three examples hold a plain address, which becomes a link by GitHub's extension. */
const plainAddresses: Readonly<Record<number, string>> = {
  602: '<p>&lt;<a href="https://foo.bar/baz">https://foo.bar/baz</a> bim&gt;</p>',
  608: '<p>&lt; <a href="https://foo.bar">https://foo.bar</a> &gt;</p>',
  611: '<p><a href="https://example.com">https://example.com</a></p>',
};

/** Both the result and every prefix on the way to it. */
async function failures(examples: readonly Example[]) {
  const { page, options } = await open();
  return await page.evaluate(
    ({ examples, options }) => {
      const { inPage } = window as unknown as InPageWindow;
      return examples.flatMap(({ name, markdown, html }) => {
        const body = document.createElement('div');
        body.innerHTML = inPage.show(markdown, options);
        const [shown, expected] = [inPage.shownOutline(body), inPage.expectedOutline(html)];
        const cut = inPage.firstDifference(markdown, [1], options);
        return shown === expected && !cut ? [] : [{ name, markdown, shown, expected, cut }];
      });
    },
    { examples, options: { ...options, sources: [], finished: false } },
  );
}

function report(name: string, all: number, departures: object, failed: number): void {
  const other = Object.keys(departures).length;
  console.log(
    `${name}: ${all - other - failed}/${all} as specified, ${other} by a reader's rule, and the same at every prefix while it streams`,
  );
}

test('reads every example of CommonMark outside of its two sections on raw HTML', { timeout: 240_000 }, async () => {
  const withHtml = new MarkdownIt('commonmark');
  const asText = new MarkdownIt('commonmark', { html: false });
  const examples = tests
    .filter(({ section }) => section !== 'HTML blocks' && section !== 'Raw HTML')
    .map(({ number, section, ...example }) => {
      const markdown = example.markdown.replaceAll('→', '\t');
      // Raw HTML shows as text here: what the reference gives when it escapes it.
      const raw = withHtml.render(markdown) !== asText.render(markdown);
      const specified = raw ? asText.render(markdown) : (plainAddresses[number] ?? example.html.replaceAll('→', '\t'));
      const html = commonMarkDepartures[number]?.[1] ?? specified;
      return { name: `${section} ${number}`, markdown, html };
    });
  const failed = await failures(examples);
  report('CommonMark', examples.length, commonMarkDepartures, failed.length);
  expect(failed).toEqual([]);
  expect(examples.length).toBe(588);
});

test("reads GitHub's tables, strikethrough, task lists and autolinks", async () => {
  const failed = await failures(gfm.map((each) => ({ ...each, html: gfmDepartures[each.name]?.[1] ?? each.html })));
  report('GFM', gfm.length, gfmDepartures, failed.length);
  expect(failed).toEqual([]);
});
