import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../src/chat/text/forms/languages.ts';
import { endPlace, insertionPlace } from '../../../src/chat/text/placement/insertionPlace.ts';
import { placed } from '../../../src/chat/text/placement/placed.ts';

/** The document with an answer at its `|`, and `|` where the cursor is then. */
function inserted(languageId: string, marked: string, written = { body: 'A', notes: '' }): string {
  const at = marked.indexOf('|');
  const text = (marked.slice(0, at) + marked.slice(at + 1)).replaceAll('‖', '|');
  const kind = kindOf({ languageId, fileName: 'x' });
  const { start, end, text: added, notes } = placed(text, written, insertionPlace(text, at, kind), kind);
  const tail = notes ? text.slice(end, notes.at) + notes.text + text.slice(notes.at) : text.slice(end);
  return text.slice(0, start) + added + tail;
}

describe('an answer goes on an empty line exactly there, in prose else behind the block that holds the cursor', () => {
  it.each([
    ['markdown', 'x\n\n|\n\ny', 'x\n\nA\n\n\n\ny'],
    ['markdown', 'One t|wo\nthree\n\nfour', 'One two\nthree\n\nA\n\n\n\nfour'],
    ['markdown', '- Punkt eins |\n- Punkt zwei\n\nx', '- Punkt eins \n- Punkt zwei\n\nA\n\n\n\nx'],
    ['markdown', '- a\n\n- b|\n\n  c\n\nx', '- a\n\n- b\n\n  c\n\nA\n\n\n\nx'],
    ['markdown', '> Zitat |\n> weiter\n\nx', '> Zitat \n> weiter\n\nA\n\n\n\nx'],
    ['markdown', '# He|ad\ntext', '# Head\n\nA\n\n\n\ntext'],
    ['markdown', 'a ‖ b\n--- ‖ ---\nc| ‖ d\n\nx', 'a ‖ b\n--- ‖ ---\nc ‖ d\n\nA\n\n\n\nx'],
    ['markdown', '```js\na|\n\nb\n```\nx', '```js\na\n\nb\n```\n\nA\n\n\n\nx'],
    ['markdown', '---\ntitle: x|\n---\n\ntext', '---\ntitle: x\n---\n\nA\n\n\n\ntext'],
    ['markdown', '---\na: 1\n|\nb: 2\n---\ntext', '---\na: 1\n\nb: 2\n---\n\nA\n\n\n\ntext'],
    ['markdown', '[^1]: No|te\n\nx', '[^1]: Note\n\nA\n\n\n\nx'],
    ['latex', 'One t|wo\nthree\n\nfour', 'One two\nthree\n\nA\n\n\n\nfour'],
    [
      'latex',
      '\\begin{itemize}\n\\item a|\n\n\\item b\n\\end{itemize}\nx\n\ny',
      '\\begin{itemize}\n\\item a\n\n\\item b\n\\end{itemize}\nx\n\nA\n\n\n\ny',
    ],
    ['latex', '\\begin{document}\n\nEnd|\n\\end{document}\n', '\\begin{document}\n\nEnd\n\nA\n\n\n\n\\end{document}\n'],
    ['latex', '\\begin{document}\nx\n\\end{document}|\n', '\\begin{document}\nx\n\nA\n\n\n\n\\end{document}\n'],
    ['asciidoc', '* a|\n\n* b\n\nx', '* a\n\n* b\n\nA\n\n\n\nx'],
    ['asciidoc', '----\na|\n\nb\n----\n\nx', '----\na\n\nb\n----\n\nA\n\n\n\nx'],
    ['restructuredtext', '.. note::\n\n   a|\n\n   b\n\nx', '.. note::\n\n   a\n\n   b\n\nA\n\n\n\nx'],
    ['restructuredtext', '- a|\n\n- b\n\nx', '- a\n\n- b\n\nA\n\n\n\nx'],
    ['typst', '#figure(\n  a|,\n\n  b,\n)\n\nx', '#figure(\n  a,\n\n  b,\n)\n\nA\n\n\n\nx'],
    ['org', '#+begin_src js\na|\n\nb\n#+end_src\n\nx', '#+begin_src js\na\n\nb\n#+end_src\n\nA\n\n\n\nx'],
    ['org', '* He|ad\ntext', '* Head\n\nA\n\n\n\ntext'],
    ['html', '<div>\n<p>a| b</p>\n<p>c</p>\n</div>', '<div>\n<p>a b</p>\n\nA\n\n\n\n<p>c</p>\n</div>'],
    ['html', '<ul>\n<li>a|</li>\n<li>b</li>\n</ul>\n', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n\nA\n\n'],
    ['html', '<body>\n<p>a</p>\n</body>|\n', '<body>\n<p>a</p>\n\nA\n\n\n\n</body>\n'],
    ['plaintext', 'One t|wo\nthree\n\nfour', 'One two\nthree\n\nA\n\n\n\nfour'],
    ['typescript', 'const a = |1;\nconst b = 2;', 'const a = 1;\nA\nconst b = 2;'],
    ['python', 'def f():\n|\n    return 1', 'def f():\nA\n    return 1'],
  ])('puts an answer into %s: %j', (languageId, marked, expected) => {
    // How many empty lines follow is held elsewhere.
    const squeezed = (text: string) => text.replace(/\n{3,}/g, '\n\n');
    expect(squeezed(inserted(languageId, marked))).toBe(squeezed(expected.replaceAll('‖', '|')));
  });
});

it('indents an answer on an empty line inside of a list, and quotes one inside of a quotation', () => {
  const written = { body: 'A\n\nB', notes: '[^1]: N n' };
  expect(inserted('markdown', '- a\n\n|\n\n  c\n- d\n', written)).toMatch(
    /^- a\n\n {2}A\n\n {2}B\n+ {2}c\n- d\n\n\[\^1\]: N n\n$/,
  );
  expect(inserted('markdown', '> a\n> |\n> b\n', written)).toBe('> a\n>\n> A\n>\n> B\n>\n> b\n\n[^1]: N n\n');
});

it('leaves what is below what it was: no note goes on in it', () => {
  const text = inserted('markdown', 'Vorher\n\n|\n\n    eingerückter Absatz\n', { body: 'A[^1]', notes: '[^1]: B c' });
  expect(text).toMatch(/A\[\^1\]\n\n\[\^1\]: B c\n+<!-- -->\n\n {4}eingerückter Absatz\n$/);
  expect(
    unified()
      .use(remarkParse)
      .parse(text)
      .children.map(({ type }) => type),
  ).toContain('code');
  expect(inserted('org', 'x|\n\ny', { body: 'A[fn:1]', notes: '[fn:1] B' })).toMatch(/A\[fn:1\]\n+y\n\n\[fn:1\] B$/);
});

it.each([
  ['latex', 'a\n\\end{document}\n', 1],
  ['html', '<p>a</p>\n</body>\n</html>\n', 8],
  ['markdown', 'a\n\n', 1],
  ['php', '<?php\na();\n?>\n', 10],
])('appends in %s above what closes the document', (languageId, text, place) => {
  expect(endPlace(text, kindOf({ languageId, fileName: 'x' })).start).toBe(place);
});
