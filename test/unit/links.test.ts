import { tests } from 'commonmark-spec';
import { describe, expect, it } from 'vitest';
import { isOpenable, standsIn } from '../../src/chat/text/links.ts';
import { parser } from '../../src/webview/markdown/parser.ts';

/** Every address that the page makes a link of. */
function linksIn(markdown: string): readonly string[] {
  const tokens = parser.parse(markdown, {}).flatMap(({ children }) => children ?? []);
  return tokens.filter(({ type }) => type === 'link_open').map((token) => String(token.attrGet('href')));
}

describe('a link that the page asks to have opened', () => {
  it('finds a link in its answer, however the answer has written it', () => {
    const texts = [
      'See [§ 622](https://haufe.example/a_b?x=1&amp;y=2#z "BGB"), or https://haufe.example/path.',
      'In **https://haufe.example/bold**, _https://haufe.example/slanted_ and <https://haufe.example/angle>.',
      '[a](https://haufe.example/a\\_b) and [ref]\n\n[ref]: https://haufe.example/ref',
      'Grüße: https://bücher.example/größe?a=ü (https://haufe.example/in_(brackets))',
      'It ends at &quot;https://haufe.example/entity&quot;. Or https://haufe.example/blank&nbsp;here',
      ...tests.map(({ markdown }) => markdown.replaceAll('http://', 'https://')),
    ];
    const links = texts.flatMap((text) => linksIn(text).map((href) => ({ text, href })));
    const openable = links.filter(({ href }) => isOpenable(href));
    expect(openable.length).toBeGreaterThan(20);
    expect(openable.filter(({ text, href }) => !standsIn(href, text))).toEqual([]);
  });

  it.each([
    'https://evil.example',
    'https://haufe.exam',
    'https://haufe.example',
    'https://haufe.example/pa',
    'https://haufe.example/path?stolen=1',
    'https://haufe.example/path/..',
  ])('does not find %s in an answer that has other addresses', (address) => {
    expect(standsIn(address, 'See https://haufe.example/path. And https://haufe.example.org, not more.')).toBe(false);
  });
});
