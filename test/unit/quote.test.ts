import { expect, it } from 'vitest';
import { quoted } from '../../src/webview/selection/quote.ts';

it('names in a quote the characters that cannot be seen, and where it is from', () => {
  expect(quoted('Zahlen Sie \u202Eabc\u202C.\nSofort 👩🏽‍⚖️', 'HR\u200B')).toBe(
    '> Zahlen Sie [U+202E]abc[U+202C].\n> Sofort 👩🏽‍⚖️\n> — HR[U+200B]\n\n',
  );
});
