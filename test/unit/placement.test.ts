import { describe, expect, it } from 'vitest';
import { endOf, moved, withRoom } from '../../src/chat/text/placement/blankLines.ts';

const text = 'A\n\n[^1]: B';

/** The document with the text in the place of `|`, and `|` where the cursor is then. */
function inserted(document: string, what = text): string {
  const [before = '', after = ''] = document.split('|');
  const { text: added, caret } = withRoom(what, before, after);
  const whole = before + added + after;
  const cursor = endOf(endOf({ line: 0, character: 0 }, before), caret);
  const lines = whole.split(/\r\n|\n/);
  const line = lines[cursor.line] ?? '(no such line)';
  lines[cursor.line] = `${line.slice(0, cursor.character)}|${line.slice(cursor.character)}`;
  return lines.join('\n');
}

describe('the cursor goes to an empty line behind the sources', () => {
  it.each([
    ['in an empty document', '|', 'A\n\n[^1]: B\n\n|'],
    ['at the end', 'x|', 'x\n\nA\n\n[^1]: B\n\n|'],
    ['at the end of the last line', 'x|\n', 'x\n\nA\n\n[^1]: B\n\n|'],
    ['in a sentence', 'x| y', 'x\n\nA\n\n[^1]: B\n\n|\n\n y'],
    ['at the start of a line', 'x\n|y', 'x\n\nA\n\n[^1]: B\n\n|\n\ny'],
    ['on an empty line', 'x\n\n|\n\ny', 'x\n\nA\n\n[^1]: B\n\n|\n\ny'],
    ['on the only empty line', 'x\n|\ny', 'x\n\nA\n\n[^1]: B\n\n|\n\ny'],
    ['above many empty lines', 'x\n\n|\n\n\n\n\ny', 'x\n\nA\n\n[^1]: B\n\n|\n\n\ny'],
    ['in Windows lines', 'x\r\n\r\n|\r\n\r\n\r\n\r\ny', 'x\n\nA\n\n[^1]: B\n\n|\n\ny'],
    ['above an indented text', 'x\n\n|\n\n    y', 'x\n\nA\n\n[^1]: B\n\n|\n\n    y'],
  ])('moves the cursor to an empty line behind the sources %s', (_, document, expected) => {
    expect(inserted(document)).toBe(expected);
  });
});

it('the cursor goes right behind one line, which goes in as it is', () => {
  expect(inserted('See | there.', 'A')).toBe('See A| there.');
});

it.each([
  ['on a later line', { line: 4, character: 2 }, { line: 6, character: 2 }],
  ['further right on its last line', { line: 1, character: 9 }, { line: 3, character: 5 }],
  ['at its end', { line: 1, character: 5 }, { line: 3, character: 1 }],
])('another cursor stays with its text: %s', (_, place, expected) => {
  expect(moved(place, { line: 1, character: 5 }, { line: 3, character: 1 })).toEqual(expected);
});
