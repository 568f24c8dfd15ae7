import { expect, test } from 'vitest';
import { plainPassage } from '../../src/webview/markdown/plainPassage.ts';

test.each([
  ['no Markdown', 'Während einer Probezeit (§ 622 Abs. 3) …', 'Während einer Probezeit (§ 622 Abs. 3) …'],
  ['a date that looks like a list', '1. Januar 2024 gilt', '1. Januar 2024 gilt'],
  ['headings and emphasis', '## § 622\n\n**(1)** Das *Jahr*\nund `x`', '§ 622\n\n(1) Das Jahr\nund x'],
  ['links and entities', '[BGB](https://a.example) &amp; <b>mehr</b>', 'BGB & <b>mehr</b>'],
  ['a table', '| Fall | Frist |\n|---|---:|\n| kurz | **2** |\n\nEnde', 'Fall · Frist\nkurz · 2\n\nEnde'],
  ['lists', '3. drei\n4. vier\n   - a\n   - b\n5. fünf\n\nEnde', '3. drei\n4. vier\n  - a\n  - b\n5. fünf\n\nEnde'],
  ['code and quotes', '> Zitat\n\n```\na\nb\n```\n\nEnde', 'Zitat\n\na\nb\n\nEnde'],
])('a passage is read without marks: %s', (_, markdown, plain) => {
  expect(plainPassage(markdown)).toBe(plain);
});
