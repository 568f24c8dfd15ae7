import type { readersRules } from '../../src/webview/markdown/readersRules.ts';

type Departure = readonly [rule: (typeof readersRules)[number]['name'], html: string];

const image = '[foo <em>bar</em>]';
const train = 'train.jpg "train &amp; tracks"';

/** Examples of CommonMark's specification, by their numbers, that a reader's rule reads otherwise. */
export const commonMarkDepartures: Readonly<Record<number, Departure>> = {
  12: ['Formulas', '<p>!"#$%&amp;\'\\(\\)*+,-./:;&lt;=&gt;?@\\[\\\\\\]^_`{|}~</p>'],
  14: [
    'Formulas',
    '<p>*not emphasized*\n&lt;br/&gt; not a tag\n\\[not a link](/foo)\n`not code`\n1. not a list\n* not a list\n# not a heading\n\\[foo]: /url "not a reference"\n&amp;ouml; not a character entity</p>',
  ],
  194: ['Placeholders and footnotes', "<p>[Foo*bar\\]]:my_(url) 'title (with parens)'</p><p>[Foo*bar\\]]</p>"],
  195: ['Placeholders and footnotes', "<p>[Foo bar]:\n&lt;my url&gt;\n'title'</p><p>[Foo bar]</p>"],
  200: ['Placeholders and footnotes', '<p>[foo]: &lt;&gt;</p><p>[foo]</p>'],
  203: ['Placeholders and footnotes', '<p>[foo]</p><p>[foo]: url</p>'],
  204: ['Placeholders and footnotes', '<p>[foo]</p><p>[foo]: first\n[foo]: second</p>'],
  208: ['Placeholders and footnotes', '<p>[\nfoo\n]: /url\nbar</p>'],
  355: ['Stars in words and between numbers', '<p>foo*bar*</p>'],
  356: ['Stars in words and between numbers', '<p>5*6*78</p>'],
  370: ['Stars in words and between numbers', '<p>*foo*bar</p>'],
  380: ['Bold beside a sign', '<p>a<strong>"foo"</strong></p>'],
  392: ['Bold beside a sign', '<p><strong>(</strong>foo)</p>'],
  429: ['Stars in words and between numbers', '<p><strong>foo*bar*baz</strong></p>'],
  515: ['Formulas', '<p><a href="/uri">link \\[bar</a></p>'],
  529: ['Formulas', '<p><a href="/uri">link \\[bar</a></p>'],
  563: ['Formulas', '<p>\\[foo]</p>'],
  573: ['Placeholders and footnotes', `<p>!${image}</p><p>${image}: ${train}</p>`],
  576: ['Placeholders and footnotes', `<p>!${image}[]</p><p>${image}: ${train}</p>`],
  577: ['Placeholders and footnotes', `<p>!${image}[foobar]</p><p>[FOOBAR]: ${train}</p>`],
  592: ['Formulas', '<p>!\\[foo]</p>'],
  598: ['Names in angle brackets', '<p>&lt;a+b+c:d&gt;</p>'],
  601: ['Names in angle brackets', '<p>&lt;localhost:5001/foo&gt;</p>'],
};

/** Examples of GitHub's specification, by their names here. */
export const gfmDepartures: Readonly<Record<string, Departure>> = {
  'table 204': [
    'More cells than columns',
    '<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td><td></td></tr><tr><td>bar</td><td>baz | boo</td></tr></tbody></table>',
  ],
  'strikethrough 491': ['One tilde', '<p><del>Hi</del> Hello, ~there~ world!</p>'],
};
