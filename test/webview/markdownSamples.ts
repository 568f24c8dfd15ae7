/** Markdown whose beginning looks different from its end: each is cut at every place. */
export const markdownSamples: Readonly<Record<string, string>> = {
  'bold that begins like a rule': 'foo\n***bold*** text\n\nnext',
  'rule after a paragraph': 'foo\n***\nbar\n',
  'underlined heading': 'first\nsecond\n======\n\nthird\n---\nfourth',
  'table known by its second line': 'foo\n| a | b |\n|---|--:|\n| 1 | 2 |\n| 3\n\nbar',
  'table that is none': 'foo\n| a | b |\n|---|--x|\n\nbar\n\nbaz',
  'list, tight then loose': '- a\n- b\n  - c\n\n- d\n\n  more\n\nend\n\nend',
  'lists side by side': '- a\n- b\n* c\n1. d\n2. e\n7) f\n\ntext\n',
  'definition after a blank line in an item': '- a\n- # b\n\n  [a]: https://a.example',
  'definition after a blank line below code': '1. a\n2. ```\n   x\n   ```\n\n   [a]: h\n',
  'definition in an empty item': '- a\n-\n  [a]: https://a.example\n\n  #',
  'empty items': '-\n- a\n\n-\n\n  b\n*\n\n1.\n\ntext',
  'list and lazy line': '> - a\nb\n\n> c\nd\n- e\nf\n\ng',
  'fence that does not close': 'a\n\n```ts\nconst a = 1;\n\n```x\nstill\n````\n\n~~~\nb\n~~~\nc',
  'fence in a list': '1. a\n   ```sh\n   ls\n   ```\n2. b\n\n       code\n\n3. c\n\nd',
  'indented code': '    a\n\n\n    b\n\nc\n\n\td\n',
  quotes: '> a\n> > b\n>\n> c\n\n> d\n---\n> # e\nf\n',
  inline: 'a *b **c** d* ~~e~~ `f` ``g ` h`` \\* &amp; &#8364; line  \nbreak\\\nbreak\nsoft',
  links:
    '[a](https://a.example "t") <https://b.example> https://c.example/x_y. [d](http://d.example) [e](#f) www.g.example',
  images:
    '![alt *text*](https://a.example/b.png) and [![c](d.png)](https://e.example)\n\n![](data:image/png;base64,AAAA)',
  'raw HTML': 'a <b>b</b>\n\n<div>\n*c*\n</div>\n\n<script>alert(1)</script>\n\nd <!-- e --> f\n\n<details>\n\ng',
  'definition after its use':
    'See [one][a], [b] and [b][].\n\n- [a]\n\n> [a] and [c\n> d]\n\n| [b] |\n|---|\n| [a] |\n\n[a]: https://a.example/path\n[b]: https://b.example "title"\n[C D]: <https://c.example>\n\nEnd [a].\n',
  'definition before its use': '[a]: https://a.example\n[a]: https://never.example\n\nSee [a].\n\nAgain [a].\n\nEnd',
  'definition whose title runs on': "# h\n\n[a]: /url\n'title\nruns\non'\n\n[a]\n\nend\n\nend",
  'definition whose title never ends': "# h\n\n[a]: https://a.example\n'title\nruns\n\n[a]\n\nend\n\nend",
  'definition inside a quote': '> [a]: https://a.example\n\n[a]\n\nx\n\ny [a]\n\nz',
  'definition that grows':
    'Text [1] and [2].\n\nMore [1].\n\nEven more.\n\n[1]: https://a.example/long/path/of/a/document\n[2]: https://b.example',
  citations:
    'A [1], B [2][1] and [7]; [1, 2] [2,7] [0, 10] [1, x]; `[1]` stays, [x [1]](https://a.example) too.\n\n- [1]\n\n| [2] |\n|---|\n| [1] |\n',
  'carriage returns': 'a\r\nb\r\n\r\n- c\r\n- d\r\n\r\n```\r\ne\r\n```\r\rf\r\n',
  'odd characters': 'Größe 漢字 🙂👩‍👩‍👧\n\n\u202eabc\u202c\n\n\u0000x\n\n\u00a0\n\nend',
  headings: '# a\n## b #\n###### c\n####### d\n#e\n\n# \n\n#\tf\n',
};
