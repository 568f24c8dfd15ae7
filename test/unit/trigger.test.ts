import { expect, it } from 'vitest';
import { findTrigger } from '../../src/webview/composer/suggest/trigger.ts';

it.each([
  ['/', 1, { sign: '/', word: '', start: 0, end: 1 }],
  ['/exp', 4, { sign: '/', word: 'exp', start: 0, end: 4 }],
  ['/exp more', 4, { sign: '/', word: 'exp', start: 0, end: 4 }],
  ['/exp more', 9, undefined],
  ['see /exp', 8, undefined],
  ['@', 1, { sign: '@', word: '', start: 0, end: 1 }],
  ['ask @Haufe Copilot T', 20, { sign: '@', word: 'Haufe Copilot T', start: 4, end: 20 }],
  ['line\n@tax', 9, { sign: '@', word: 'tax', start: 5, end: 9 }],
  ['mail@example.com', 16, undefined],
  ['@tax\nand', 8, undefined],
  ['Termin @ 12 Uhr', 15, undefined],
  ['@ 12 Uhr', 8, undefined],
  ['@\u00a0Uhr', 5, undefined],
  ['plain', 5, undefined],
  ['', 0, undefined],
])('finds the command or assistant that is being typed in %j with the caret at %i', (text, caret, expected) => {
  expect(findTrigger(text, caret)).toEqual(expected);
});
