import { expect, it } from 'vitest';
import type { ContextItem } from '../../src/chat/model/model.ts';
import { type AskedFile, type FileProblem, planOf } from '../../src/host/asking/filePlan.ts';

const text = (label: string): ContextItem => ({ id: label, label, firstLine: 1, lastLine: 2, text: label });
const file = (name: string, given: AskedFile['text'] = text(name)): AskedFile => ({ name, text: given });
const takesPdf = (name: string) => name.endsWith('.pdf');

it('attaches one file as a file where the assistant takes it, else as text', () => {
  expect(planOf([file('a.pdf', 'binary')], takesPdf)).toEqual({ asFile: true, texts: [], problems: [] });
  expect(planOf([file('a.md')], takesPdf)).toEqual({ asFile: false, texts: [text('a.md')], problems: [] });
});

it('attaches several files as text, and says of each other why it is not', () => {
  const { asFile, texts, problems } = planOf([file('a.md'), file('b.pdf', 'binary'), file('c.md')], takesPdf);
  expect([asFile, texts.map(({ label }) => label)]).toEqual([false, ['a.md', 'c.md']]);
  expect(problems).toEqual(['“b.pdf” isn’t text, and this assistant doesn’t take it as a file.']);
});

it.each<[FileProblem, RegExp]>([
  ['folder', /is a folder/],
  ['unreadable', /couldn’t be read/],
  ['binary', /isn’t text/],
  ['too-large', /too large/],
  ['empty', /is empty/],
])('says of a file that is no text what it is: %s', (problem, words) => {
  const { texts, problems } = planOf([file('a', problem)], () => false);
  expect([texts, problems.length]).toEqual([[], 1]);
  expect(problems[0]).toMatch(words);
});

it('attaches no folder and nothing unreadable as a file, whatever its name', () => {
  for (const problem of ['folder', 'unreadable'] as const)
    expect(planOf([file('a.pdf', problem)], takesPdf).asFile).toBe(false);
});
