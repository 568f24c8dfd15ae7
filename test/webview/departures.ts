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
  83: ['Signs below a line', '<h2>Foo</h2><p>Foo\n=</p>'],
  194: ['Placeholders and footnotes', "<p>[Foo*bar\\]]:my_(url) 'title (with parens)'</p><p>[Foo*bar\\]]</p>"],
  195: ['Placeholders and footnotes', "<p>[Foo bar]:\n&lt;my url&gt;\n'title'</p><p>[Foo bar]</p>"],
  200: ['Placeholders and footnotes', '<p>[foo]: &lt;&gt;</p><p>[foo]</p>'],
  203: ['Placeholders and footnotes', '<p>[foo]</p><p>[foo]: url</p>'],
  204: ['Placeholders and footnotes', '<p>[foo]</p><p>[foo]: first\n[foo]: second</p>'],
  207: ['Placeholders and footnotes', '<p>[foo]: /url</p>'],
  208: ['Placeholders and footnotes', '<p>[\nfoo\n]: /url\nbar</p>'],
  210: ['Placeholders and footnotes', '<p>[foo]: /url</p><p>"title" ok</p>'],
  280: ['Signs before amounts', '<p>-</p><p>foo</p>'],
  284: ['Signs before amounts', '<p>*</p>'],
  317: ['Placeholders and footnotes', '<ul><li><p>a</p></li><li><p>b</p><p>[ref]: /url</p></li><li><p>d</p></li></ul>'],
  355: ['Stars in words and between numbers', '<p>foo*bar*</p>'],
  356: ['Stars in words and between numbers', '<p>5*6*78</p>'],
  370: ['Stars in words and between numbers', '<p>*foo*bar</p>'],
  380: ['Bold beside a sign', '<p>a<strong>"foo"</strong></p>'],
  392: ['Marks that enclose nothing', '<p>**(**foo)</p>'],
  417: ['Marks that enclose nothing', '<p>foo******bar*********baz</p>'],
  426: ['Marks that enclose nothing', '<p>____foo__ bar__</p>'],
  427: ['Marks that enclose nothing', '<p>**foo **bar****</p>'],
  429: ['Stars in words and between numbers', '<p><strong>foo*bar*baz</strong></p>'],
  445: ['Marks that enclose nothing', '<p>****foo*</p>'],
  447: ['Marks that enclose nothing', '<p>*foo****</p>'],
  457: ['Marks that enclose nothing', '<p>____foo_</p>'],
  459: ['Marks that enclose nothing', '<p>_foo____</p>'],
  464: ['Marks that enclose nothing', '<p>****foo****</p>'],
  465: ['Marks that enclose nothing', '<p>____foo____</p>'],
  466: ['Marks that enclose nothing', '<p>******foo******</p>'],
  468: ['Marks that enclose nothing', '<p>_____foo_____</p>'],
  475: ['Marks that enclose nothing', '<p>*&lt;img src="foo" title="*"/&gt;</p>'],
  476: ['Marks that enclose nothing', '<p>**&lt;a href="**"&gt;</p>'],
  477: ['Marks that enclose nothing', '<p>__&lt;a href="__"&gt;</p>'],
  485: ['Brackets behind brackets', '<p>[link]()</p>'],
  486: ['Brackets behind brackets', '<p>[link](&lt;&gt;)</p>'],
  487: ['Brackets behind brackets', '<p>[]()</p>'],
  492: ['Brackets behind brackets', '<p>[a](&lt;b)c&gt;)</p>'],
  495: ['Brackets behind brackets', '<p>[link](\\(foo\\))</p>'],
  496: ['Brackets behind brackets', '<p>[link](foo(and(bar)))</p>'],
  498: ['Brackets behind brackets', '<p>[link](foo\\(and\\(bar\\))</p>'],
  499: ['Brackets behind brackets', '<p>[link](&lt;foo(and(bar)&gt;)</p>'],
  500: ['Brackets behind brackets', '<p>[link](foo\\):)</p>'],
  502: ['Brackets behind brackets', '<p>[link](foo\\bar)</p>'],
  503: ['Brackets behind brackets', '<p>[link](foo%20bä)</p>'],
  504: ['Brackets behind brackets', '<p>[link]("title")</p>'],
  515: ['Formulas', '<p><a href="/uri">link \\[bar</a></p>'],
  520: ['Brackets behind brackets', '<p>![[[foo](uri1)](uri2)](uri3)</p>'],
  522: ['Brackets behind brackets', '<p>[foo <em>bar](baz</em>)</p>'],
  524: ['Brackets behind brackets', '<p>[foo &lt;bar attr="](baz)"&gt;</p>'],
  529: ['Formulas', '<p><a href="/uri">link \\[bar</a></p>'],
  544: ['Placeholders and footnotes', '<p><a href="/url1">foo</a>: /url2</p><p><a href="/url1">bar</a></p>'],
  545: ['Placeholders and footnotes', '<p>[bar][foo!]</p><p>[foo!]: /url</p>'],
  563: ['Formulas', '<p>\\[foo]</p>'],
  567: ['Brackets behind brackets', '<p><a href="/url1">foo</a>()</p>'],
  573: ['Placeholders and footnotes', `<p>!${image}</p><p>${image}: ${train}</p>`],
  576: ['Placeholders and footnotes', `<p>!${image}[]</p><p>${image}: ${train}</p>`],
  577: ['Placeholders and footnotes', `<p>!${image}[foobar]</p><p>[FOOBAR]: ${train}</p>`],
  580: ['Brackets behind brackets', '<p>![foo](&lt;url&gt;)</p>'],
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
