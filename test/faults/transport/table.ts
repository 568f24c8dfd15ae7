import { mkdirSync, writeFileSync } from 'node:fs';
import type { Verdict } from './trip.ts';

/** Writes how often each kind struck and how its questions ended to `out/fault-kinds.txt`, and prints the totals. */
export function printTable(verdicts: readonly Verdict[]): void {
  const rows = [...group(verdicts, ({ kind }) => kind)].map(([kind, all]) => {
    const ends = [...group(all, ({ ended }) => ended)].sort((a, b) => b[1].length - a[1].length);
    const words = ends.map(([end, some]) => `${some.length} ${end}`).join('; ');
    return `${String(all.length).padStart(5)}  ${kind.padEnd(40)} ${words}`;
  });
  const sum = (holds: (verdict: Verdict) => boolean): number => verdicts.filter(holds).length;
  const totals = [
    `${verdicts.length} questions, ${rows.length} kinds, ${sum(({ struck }) => struck)} struck`,
    `${sum(({ ended }) => ended === 'sent, complete')} answered without a word to the person`,
    `${sum(({ sentAgain }) => sentAgain)} arrived twice because the person, told that nobody can know, sent them again`,
    `${sum(({ broken }) => broken.length > 0)} broke a law`,
  ];
  mkdirSync('out', { recursive: true });
  writeFileSync('out/fault-kinds.txt', `${[...rows, ...totals].join('\n')}\n`);
  console.log(totals.join('\n'));
}

function group<T>(items: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}
