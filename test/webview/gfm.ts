/**
 * Examples of GitHub's specification (0.29) for its extensions. Addresses are https here, since only those become links;
 * what begins with `www.` means http there, and so stays text.
 */
export const gfm: readonly { readonly name: string; readonly markdown: string; readonly html: string }[] = [
  {
    name: 'table 198',
    markdown: '| foo | bar |\n| --- | --- |\n| baz | bim |\n',
    html: '<table><thead><tr><th>foo</th><th>bar</th></tr></thead><tbody><tr><td>baz</td><td>bim</td></tr></tbody></table>',
  },
  {
    name: 'table 199',
    markdown: '| abc | defghi |\n:-: | -----------:\nbar | baz\n',
    html: '<table><thead><tr><th align="center">abc</th><th align="right">defghi</th></tr></thead><tbody><tr><td align="center">bar</td><td align="right">baz</td></tr></tbody></table>',
  },
  {
    name: 'table 200',
    markdown: '| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n',
    html: '<table><thead><tr><th>f|oo</th></tr></thead><tbody><tr><td>b <code>|</code> az</td></tr><tr><td>b <strong>|</strong> im</td></tr></tbody></table>',
  },
  {
    name: 'table 201',
    markdown: '| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n',
    html: '<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td><td>baz</td></tr></tbody></table><blockquote><p>bar</p></blockquote>',
  },
  {
    name: 'table 202',
    markdown: '| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n',
    html: '<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td><td>baz</td></tr><tr><td>bar</td><td></td></tr></tbody></table><p>bar</p>',
  },
  { name: 'table 203', markdown: '| abc | def |\n| --- |\n| bar |\n', html: '<p>| abc | def |\n| --- |\n| bar |</p>' },
  {
    name: 'table 204',
    markdown: '| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n',
    html: '<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td><td></td></tr><tr><td>bar</td><td>baz</td></tr></tbody></table>',
  },
  {
    name: 'table 205',
    markdown: '| abc | def |\n| --- | --- |\n',
    html: '<table><thead><tr><th>abc</th><th>def</th></tr></thead></table>',
  },
  {
    name: 'task list 279',
    markdown: '- [ ] foo\n- [x] bar\n',
    html: '<ul><li><input disabled="" type="checkbox"> foo</li><li><input checked="" disabled="" type="checkbox"> bar</li></ul>',
  },
  {
    name: 'task list 280',
    markdown: '- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n',
    html: '<ul><li><input checked="" type="checkbox"> foo<ul><li><input type="checkbox"> bar</li><li><input checked="" type="checkbox"> baz</li></ul></li><li><input type="checkbox"> bim</li></ul>',
  },
  {
    name: 'strikethrough 491',
    markdown: '~~Hi~~ Hello, ~there~ world!\n',
    html: '<p><del>Hi</del> Hello, <del>there</del> world!</p>',
  },
  {
    name: 'strikethrough 492',
    markdown: 'This ~~has a\n\nnew paragraph~~.\n',
    html: '<p>This ~~has a</p><p>new paragraph~~.</p>',
  },
  { name: 'strikethrough 493', markdown: 'This will ~~~not~~~ strike.\n', html: '<p>This will ~~~not~~~ strike.</p>' },
  { name: 'strikethrough, unequal', markdown: '~~a~ b~\n', html: '<p>~~a~ b~</p>' },
  { name: 'autolink 622', markdown: 'www.commonmark.org\n', html: '<p>www.commonmark.org</p>' },
  {
    name: 'autolink 624',
    markdown: 'Visit https://commonmark.org.\n\nVisit https://commonmark.org/a.b.\n',
    html: '<p>Visit <a href="https://commonmark.org">https://commonmark.org</a>.</p><p>Visit <a href="https://commonmark.org/a.b">https://commonmark.org/a.b</a>.</p>',
  },
  ...(
    [
      ['https://google.com/search?q=Markup+(business)', ''],
      ['https://google.com/search?q=Markup+(business)', '))'],
    ] as const
  ).map(([address, rest], index) => ({
    name: `autolink 625 ${index}`,
    markdown: `${address}${rest}\n`,
    html: `<p><a href="${address}">${address}</a>${rest}</p>`,
  })),
  {
    name: 'autolink 625, in brackets',
    markdown: '(https://google.com/search?q=Markup+(business))\n\n(https://google.com/search?q=Markup+(business)\n',
    html: '<p>(<a href="https://google.com/search?q=Markup+(business)">https://google.com/search?q=Markup+(business)</a>)</p><p>(<a href="https://google.com/search?q=Markup+(business)">https://google.com/search?q=Markup+(business)</a></p>',
  },
  {
    name: 'autolink 626',
    markdown: 'https://google.com/search?q=(business))+ok\n',
    html: '<p><a href="https://google.com/search?q=(business))+ok">https://google.com/search?q=(business))+ok</a></p>',
  },
  {
    name: 'autolink 627',
    markdown: 'https://google.com/search?q=commonmark&hl=en\n\nhttps://google.com/search?q=commonmark&hl;\n',
    html: '<p><a href="https://google.com/search?q=commonmark&amp;hl=en">https://google.com/search?q=commonmark&amp;hl=en</a></p><p><a href="https://google.com/search?q=commonmark">https://google.com/search?q=commonmark</a>&amp;hl;</p>',
  },
  {
    name: 'autolink 628',
    markdown: 'https://commonmark.org/he<lp\n',
    html: '<p><a href="https://commonmark.org/he">https://commonmark.org/he</a>&lt;lp</p>',
  },
  {
    name: 'autolink 629',
    markdown: 'http://commonmark.org\n\n(Visit https://encrypted.google.com/search?q=Markup+(business))\n',
    html: '<p><a href="http://commonmark.org">http://commonmark.org</a></p><p>(Visit <a href="https://encrypted.google.com/search?q=Markup+(business)">https://encrypted.google.com/search?q=Markup+(business)</a>)</p>',
  },
  { name: 'autolink 630', markdown: 'foo@bar.baz\n', html: '<p><a href="mailto:foo@bar.baz">foo@bar.baz</a></p>' },
];
