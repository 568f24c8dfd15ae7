// How the time of each function over a vendor's or a document's text grows with the text's length, up to the most that it
// is given. What can count its steps is tested by them (test/unit); what cannot stands here.

import { limits } from '../../src/chat/model/limits.ts';
import { splitQuestion } from '../../src/chat/model/longQuestions.ts';
import { maximumQuestionLength, titleOf } from '../../src/chat/model/questionText.ts';
import { emptyTranscript, reduce } from '../../src/chat/model/transcript.ts';
import { withCitations } from '../../src/chat/text/citations/citations.ts';
import { codeAt } from '../../src/chat/text/codeBlocks.ts';
import { asMarkdownLine, plainLine } from '../../src/chat/text/inlineMarkdown.ts';
import { withNames } from '../../src/chat/text/invisibleCharacters.ts';
import { standsIn } from '../../src/chat/text/links.ts';
import { passageRows } from '../../src/chat/text/passageRows.ts';
import { padWithBlankLines } from '../../src/chat/text/placement/blankLines.ts';
import { exportThread } from '../../src/export/markdown.ts';
import { readAnswer } from '../../src/providers/copilotBuilder/reader.ts';
import { readPart } from '../../src/providers/haufe/runs/answerStream.ts';
import { fold, occurrences } from '../../src/webview/dom/fold.ts';
import { plainPassage } from '../../src/webview/markdown/plainPassage.ts';
import { safeBreak } from '../../src/webview/markdown/safeBreak.ts';

/** Ratio of the time for four times the length to that for the length: 4 is linear, 16 quadratic. */
const most = 6;
/** Milliseconds that are measured at once, at least. */
const least = 40;
const rounds = 5;
/** What takes less at its cap, in milliseconds, holds nobody up; its ratio is that of caches. */
const frame = 16;
/** An answer may have 16 MiB; what is not linear shows long before. */
const answer = 2 ** 20;

/** What has kept regular expressions and parsers busy, repeated. */
const blanks = [' ', '\t', '\n', ' \n', '\r\n', '. ', 'a\n'];
const letters = ['a', '\u0301', '\u0323\u0301', 'e\u0301', '\u00ad', '\u200d', '\u202e', 'a\u00ad', '😀\u200d', 'ß'];
const marks = ['*', '_', '`', '[', '](', '|', '-|', '|-', '> ', '- ', '~~', '!', '&', '\\', '<', '$'];
const pairs = ['**a ', '*a ', '_a', '[a](', '[a](b "', '`a', '``a`', ' |', '- a\n', '> a\n', '[^1]', '[1]', '[1]: '];
const blocks = ['```\n', '~~~\n', '    a\n', '|a|\n|-|\n', '[a]: b\n', '1. a\n', 'https://a.b/', '<a'];
const markdown = [...blanks, ...marks, ...pairs, ...blocks];

/** @param {string} unit @param {number} length @param {string} [end] */
const text = (unit, length, end = 'x') => unit.repeat(Math.ceil(length / unit.length)).slice(0, length) + end;

const message = (/** @type {object} */ changes) =>
  /** @type {import('../../src/chat/model/model.ts').Message} */ ({
    ...{ id: 'm', role: 'assistant', text: 'A', sources: [], context: [], state: 'complete' },
    ...changes,
  });
const words = {
  ...{ title: 'T', assistant: 'A', connection: 'C', you: 'Y', sources: 'S', shortened: 's', details: 'D' },
  ...{ detailsAre: 'D', aiNotice: 'AI', moreSources: String, notices: () => [], state: () => '', time: String },
};
const connection = /** @type {const} */ ({ id: 'h', provider: 'haufe', name: 'H', baseUrl: 'https://a.example' });
const source = (/** @type {string} */ passage) => ({ id: '1', title: 'T', passage });

/** @type {[name: string, cap: number, call: (text: string) => unknown, units: readonly string[]][]} */
const functions = [
  ['plainLine', 5_000, linesOfPassage, markdown],
  ['passageRows', limits.passage, (passage) => passageRows(source(passage)), [...blanks, ...marks]],
  ['withNames', answer, withNames, letters],
  ['asMarkdownLine', limits.passage, asMarkdownLine, [...blanks, ...marks, 'a_', '&a', '1']],
  ['codeAt', answer, (text) => codeAt(text, 0, 1), markdown],
  ['withCitations', answer, (text) => cited(text, ''), ['[', '`', '\\(', '\\[', ...pairs, ...blocks]],
  ['withCitations, document', answer, (text) => cited('A [1].', text), ['[^1]', '[^', '[^1]: a\n', '`', '\n', '1']],
  ['exportThread', answer, (text) => exportThread([message({ text })], words), [...blanks, '`', '<', '![a](', '# ']],
  ['padded', answer, (text) => padWithBlankLines('a\nb', text, text), blanks],
  ['standsIn', answer, (text) => standsIn('https://a.example/b', text), ['https://a.', '\\', '&', '&amp;', '&#39']],
  [
    'splitQuestion',
    4 * maximumQuestionLength,
    (text) => splitQuestion(text, maximumQuestionLength),
    [...blanks, 'a', '.)'],
  ],
  ['titleOf', answer, titleOf, blanks],
  ['readAnswer', answer, (text) => attempt(() => readAnswer(text, 'Q')), [...blanks, '{', '"$type" ', '<', '[{']],
  ['readAnswer, history', 40_000, history, ['m']],
  ['readPart', answer, (text) => readPart({ content: text, sources: [{ content: text }] }, connection), blanks],
  ['fold', answer, (text) => occurrences(fold(text, false), 'a'), letters],
  ['fold, exact', answer, (text) => occurrences(fold(text, true), 'a'), letters],
  ['plainPassage', limits.passage, plainPassage, markdown],
  ['safeBreak', 24_000, (text) => safeBreak(text, {}), ['a ', '`a ', '**a ', '[a] ', '``a` ']],
  ['sources in pieces', 200, pieces, ['s']],
];

/** @param {string} markdown @param {string} document */
function cited(markdown, document) {
  const sources = [{ id: '1', title: 'T', passage: '' }];
  return withCitations({ text: markdown, sources }, { form: 'footnotes', heading: 'S', document });
}

/** As many lines as a passage has of this length. @param {string} line */
function linesOfPassage(line) {
  for (let length = 0; length < limits.passage; length += 5_000) plainLine(line);
}

/** As many messages as the text is long, in which the newest are told again. @param {string} many */
function history({ length }) {
  const texts = Array.from({ length }, (_, index) => `Answer ${index}`);
  const chatHistory = [{ role: 'user', content: 'Q' }, ...texts.map((content) => ({ role: 'assistant', content }))];
  return readAnswer(JSON.stringify({ chatHistory, latestMessages: texts }), 'Q');
}

/** As many sources as the text is long, one by one. @param {string} many */
function pieces({ length }) {
  /** @type {import('../../src/chat/model/transcript.ts').Transcript} */
  let transcript = { ...emptyTranscript, messages: [message({})] };
  for (let index = 0; index < length; index++)
    transcript = reduce(transcript, { type: 'sources-found', sources: [source(`${index} ${'x'.repeat(10_000)}`)] });
  return transcript;
}

/** @param {() => unknown} call */
function attempt(call) {
  try {
    return call();
  } catch {
    // What is refused was read to be refused.
    return undefined;
  }
}

/** How often a call has to be repeated to be measured. @param {() => unknown} call */
function repeats(call) {
  for (let count = 1; ; count *= 2) if (time(call, count) >= least) return count;
}

/** Milliseconds of this thread: what else the machine does is left out. @param {() => unknown} call @param {number} count */
function time(call, count) {
  const start = process.threadCpuUsage();
  for (let index = 0; index < count; index++) call();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}

/** How much longer four times the text takes, by the best of several rounds; 0: no time to speak of. @param {() => unknown} short @param {() => unknown} long */
function ratioOf(short, long) {
  const count = repeats(short);
  let [once, fourTimes] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round++) {
    once = Math.min(once, time(short, count));
    fourTimes = Math.min(fourTimes, time(long, count));
    // What disturbs makes what is measured longer: two rounds that are within the limit say enough.
    if (round > 0 && (fourTimes / once <= most || fourTimes / count < frame)) break;
  }
  return fourTimes / count < frame ? 0 : fourTimes / once;
}

/** Prints what grows faster than its text; returns whether nothing does. */
export function growth() {
  let [measured, worst] = [0, 0];
  /** @type {string[]} */
  const bad = [];
  for (const [name, cap, call, units] of functions) {
    for (const unit of units) {
      const [short, long] = [text(unit, cap / 4), text(unit, cap)];
      try {
        const ratio = ratioOf(
          () => call(short),
          () => call(long),
        );
        worst = Math.max(worst, ratio);
        if (ratio > most) bad.push(`${name}, ${JSON.stringify(unit)}: ${ratio.toFixed(1)} times`);
      } catch (error) {
        bad.push(`${name}, ${JSON.stringify(unit)}: ${String(error)}`);
      }
      measured++;
    }
  }
  console.log(
    `\ntime for four times the text: ${measured} measured, at worst ${worst.toFixed(1)} times (limit ${most})`,
  );
  for (const line of bad) console.log(`  ${line}`);
  return bad.length === 0;
}
