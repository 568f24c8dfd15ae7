import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Anchor } from '../../src/chat/model/anchor.ts';
import { anchorOf, locate } from '../../src/chat/text/anchors/anchor.ts';
import { FollowedPassage, type FollowedText } from '../../src/chat/text/anchors/followedPassage.ts';
import { followed, type TextChange } from '../../src/chat/text/anchors/span.ts';
import { seeded } from './property.ts';

const endOfLine = /\r\n|\r|\n/g;

/** A document that reckons places as VS Code does. */
function documentOf(text: string): FollowedText {
  const starts = [0, ...Array.from(text.matchAll(endOfLine), ({ index, 0: end }) => index + end.length)];
  return {
    getText: () => text,
    offsetAt: ({ line, character }) => Math.min((starts[line] ?? text.length) + character, text.length),
    positionAt: (offset) => {
      const line = starts.findLastIndex((start) => start <= offset);
      return { line, character: offset - (starts[line] ?? 0) };
    },
  };
}

function anchorIn(text: string, passage: string): Anchor {
  const start = text.indexOf(passage);
  const document = documentOf(text);
  return anchorOf(text, document.positionAt(start), document.positionAt(start + passage.length));
}

const changed = (text: string, { rangeOffset, rangeLength, text: added }: TextChange) =>
  text.slice(0, rangeOffset) + added + text.slice(rangeOffset + rangeLength);

/** A passage in `text`, and what it says after each change. */
function passageIn(text: string, passage: string) {
  let now = text;
  const followed = new FollowedPassage(documentOf(text), anchorIn(text, passage));
  const change = (...changes: readonly TextChange[]) => {
    for (const each of changes) now = changed(now, each);
    followed.follow(changes, documentOf(now));
  };
  const replace = (old: string, by: string) =>
    change({ rangeOffset: now.indexOf(old), rangeLength: old.length, text: by });
  const says = () => (followed.isLost ? undefined : now.slice(followed.span.start, followed.span.end));
  return { change, replace, says, followed, text: () => now };
}

const words = 'One line.\nThe notice period is two weeks.\nIt ends on a Friday.\nLast line.\n';
const passage = 'The notice period is two weeks.\nIt ends on a Friday.';

describe('a passage that is followed', () => {
  it('moves with what is typed above it', () => {
    const { replace, says } = passageIn(words, passage);
    replace('One line.', 'One line.\nAnd another.');
    expect(says()).toBe(passage);
  });

  it('stays when something is typed below it, or right at its ends', () => {
    const { change, says, followed } = passageIn(words, passage);
    change({ rangeOffset: followed.span.end, rangeLength: 0, text: '\nMore.' });
    change({ rangeOffset: followed.span.start, rangeLength: 0, text: 'Before. ' });
    expect(says()).toBe(passage);
  });

  it('grows and shrinks with what is changed in it', () => {
    const { replace, says } = passageIn(words, passage);
    replace('two weeks', 'four weeks, in writing');
    replace('It ends on a Friday.', '');
    expect(says()).toBe('The notice period is four weeks, in writing.\n');
  });

  it('becomes what takes exactly its place', () => {
    const { replace, says } = passageIn(words, passage);
    replace(passage, 'Notice must be given in writing.');
    expect(says()).toBe('Notice must be given in writing.');
  });

  it('a passage is lost when it is deleted, stays where it was, and comes back with undo', () => {
    const { replace, change, says, followed } = passageIn(words, passage);
    replace(`${passage}\n`, '');
    expect([says(), followed.isLost, followed.span.start]).toEqual([undefined, true, 10]);
    change({ rangeOffset: 0, rangeLength: 0, text: '\n' });
    expect(followed.span.start).toBe(11);
    change({ rangeOffset: 11, rangeLength: 0, text: `${passage}\n` });
    expect(says()).toBe(passage);
  });

  it('a passage is back exactly where it was after undo, though it was changed a moment before', () => {
    const { replace, change, says, text, followed } = passageIn(words, passage);
    replace('It ends', 'New.\nIt ends');
    const [start, whole] = [followed.span.start - 1, text()];
    const taken = whole.slice(start, followed.span.end + 1);
    replace(taken, '');
    change({ rangeOffset: 0, rangeLength: 0, text: 'abc\n' });
    change({ rangeOffset: start + 4, rangeLength: 0, text: taken });
    expect(says()).toBe(passage.replace('It ends', 'New.\nIt ends'));
  });

  it('a passage is found where it was moved to', () => {
    const { replace, says, change, text } = passageIn(words, passage);
    replace(`${passage}\n`, '');
    change({ rangeOffset: text().length, rangeLength: 0, text: `\nMoved:\n${passage}\n` });
    expect(says()).toBe(passage);
  });

  it('a passage is found when the whole document is replaced by one that has it', () => {
    const { change, says } = passageIn(words, passage);
    const text = `# Title\n\n${words.replace('two', '2')}`;
    change({ rangeOffset: 0, rangeLength: words.length, text });
    expect(says()).toBe(passage.replace('two', '2'));
  });

  it('has an anchor of what it says now, and keeps the last one while it is lost', () => {
    const { replace, followed, text } = passageIn(words, passage);
    replace('two weeks', 'six weeks');
    const anchor = followed.anchor(documentOf(text()));
    expect(locate(text(), anchor)?.isExact).toBe(true);
    replace(passage.replace('two', 'six'), '');
    expect(followed.anchor(documentOf(text()))).toEqual(anchor);
  });
});

describe('a passage that is looked for', () => {
  it('a passage is the one that stands nearest to where it was', () => {
    const text = 'same\nx\nsame\ny\nsame\n';
    const anchor = anchorOf(text, { line: 2, character: 0 }, { line: 2, character: 4 });
    expect(locate(`new\n${text}`, anchor)?.start.line).toBe(3);
  });

  it('a passage is found with other line endings and, of several lines, with other indentation', () => {
    const anchor = anchorIn(words, passage);
    expect(locate(words.replaceAll('\n', '\r\n'), anchor)).toMatchObject({ start: { line: 1 }, isExact: true });
    expect(locate(words.replace(/^/gm, '  '), anchor)).toMatchObject({ start: { line: 1 }, end: { line: 2 } });
  });

  it('reaches from its first line to its last where lines were added in between', () => {
    const three = `${passage}\nA third line.\nA fourth.`;
    const document = `x\n${three.replace('It ends', 'New.\nNewer.\nIt ends')}\ny`;
    expect(locate(document, anchorIn(three, three))).toMatchObject({ start: { line: 1 }, end: { line: 6 } });
  });

  it('a passage is not there where fewer than half of its lines are, or its one line was changed', () => {
    const three = `${passage}\nA third line.`;
    expect(locate('It ends on a Friday.', anchorIn(three, three))).toBeUndefined();
    expect(locate('The notice period is three weeks.', anchorIn(words, 'The notice period is two weeks.'))).toBe(
      undefined,
    );
  });

  it('a passage is known by data alone, whatever its places are made of', () => {
    // As VS Code's are: objects of a class.
    const position = (line: number, character: number) => Object.assign(new Date(), { line, character });
    const { start, end } = anchorOf(words, position(1, 0), position(2, 4));
    expect([Object.getPrototypeOf(start), Object.getPrototypeOf(end)]).toEqual([Object.prototype, Object.prototype]);
  });

  it('a passage is not there in an empty document', () => {
    expect(locate('', anchorIn(words, passage))).toBeUndefined();
  });
});

const line = fc.string({ unit: fc.constantFrom('a', 'b', 'ß', '§', ' ', '😀'), maxLength: 8 });
const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
/** Text before and behind a passage that stands nowhere else. */
const around = fc.tuple(text, text).map(([before, after]) => ({ before, after }));
const unique = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 5 });
const passageOf = (numbers: readonly number[]) => numbers.map((each, at) => `Satz ${at}: Z${each}.`).join('\n');

it('a passage says the same whatever is changed around it, and is found again by its anchor', () => {
  const changes = fc.array(fc.record({ at: fc.nat(), length: fc.nat(10), text, isBefore: fc.boolean() }), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(around, unique, changes, ({ before, after }, numbers, edits) => {
      const said = passageOf(numbers);
      let now = `${before}\n${said}\n${after}`;
      const start = before.length + 1;
      const passage = new FollowedPassage(documentOf(now), anchorIn(now, said));
      expect(now.slice(start, start + said.length)).toBe(said);
      for (const edit of edits) {
        const { span } = passage;
        // As far as the passage, and not into it.
        const room = edit.isBefore ? span.start : now.length - span.end;
        const from = (edit.isBefore ? 0 : span.end) + (room === 0 ? 0 : edit.at % (room + 1));
        const most = (edit.isBefore ? span.start : now.length) - from;
        const change = { rangeOffset: from, rangeLength: Math.min(edit.length, most), text: edit.text };
        now = changed(now, change);
        passage.follow([change], documentOf(now));
        expect(now.slice(passage.span.start, passage.span.end)).toBe(said);
      }
      const found = locate(now, passage.anchor(documentOf(now)));
      const document = documentOf(now);
      expect(found && now.slice(document.offsetAt(found.start), document.offsetAt(found.end))).toBe(said);
    }),
    seeded('anchors around', 300),
  );
});

it('a passage that is swallowed by a change comes back, where it was, when the change is undone', () => {
  fc.assert(
    fc.property(around, unique, fc.nat(), fc.nat(), text, ({ before, after }, numbers, left, right, by) => {
      const said = passageOf(numbers);
      const whole = `${before}\n${said}\n${after}`;
      const start = before.length + 1;
      const passage = new FollowedPassage(documentOf(whole), anchorIn(whole, said));
      // At least one sign beyond it, so that it does not become what takes its place.
      const from = start - 1 - (left % (before.length + 1));
      const to = start + said.length + (right % (after.length + 2));
      const change = { rangeOffset: from, rangeLength: to - from, text: by };
      const without = changed(whole, change);
      passage.follow([change], documentOf(without));
      const undo = { rangeOffset: from, rangeLength: by.length, text: whole.slice(from, to) };
      passage.follow([undo], documentOf(whole));
      expect(passage.span).toEqual({ start, end: start + said.length });
    }),
    seeded('anchors undo', 300),
  );
});

it('a change never makes a part of a text reach beyond the text, or end before it begins', () => {
  const span = fc.tuple(fc.nat(20), fc.nat(20)).map(([start, length]) => ({ start, end: start + length + 1 }));
  const change = fc.record({ rangeOffset: fc.nat(40), rangeLength: fc.nat(40), text });
  fc.assert(
    fc.property(span, change, (given, { rangeOffset, rangeLength, text: added }) => {
      const length = Math.max(given.end, rangeOffset + rangeLength);
      const next = followed(given, { rangeOffset, rangeLength, text: added });
      if (!next) return;
      expect(next.start).toBeGreaterThanOrEqual(0);
      expect(next.end).toBeGreaterThanOrEqual(next.start);
      expect(next.end).toBeLessThanOrEqual(length + added.length - rangeLength);
    }),
    seeded('spans', 1_000),
  );
});
