import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupMessages, groupSize } from '../../src/webview/thread/messageGroup.ts';

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `m${from + index}`);
const regroup = (all: readonly string[], before: readonly (readonly string[])[] = []) =>
  groupMessages(all, before).map((group) => [...group.ids]);

it('counts groups from the newest, so that only the oldest is short', () => {
  expect(regroup(ids(0, 120)).map((group) => group.length)).toEqual([20, 50, 50]);
});

it('fills the last group with what is new, then begins another', () => {
  const before = regroup(ids(0, 49));
  expect(regroup(ids(0, 51), before).map((group) => group.length)).toEqual([50, 1]);
});

it('gives older messages groups of their own: what is there stays where it is', () => {
  const before = regroup(ids(100, 130));
  expect(groupMessages(ids(0, 130), before).map(({ ids: own, was }) => [own.length, was])).toEqual([
    [50, undefined],
    [50, undefined],
    [30, 0],
  ]);
});

it('groups every message once, in order, and changes the group of none, however a thread grows and shrinks', () => {
  const step = fc.record({ older: fc.nat(70), newer: fc.nat(70), dropped: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      let [from, to] = [1000, 1000];
      let groups: string[][] = [];
      for (const { older, newer, dropped } of steps) {
        from -= older;
        to = Math.max(from, to - dropped) + newer;
        const before = groups;
        const known = new Set(before.flat());
        const all = ids(from, to);
        const next = groupMessages(all, before);
        groups = next.map((group) => [...group.ids]);
        expect(groups.flat()).toEqual(all);
        for (const { ids: own, was } of next) {
          expect(own.length).toBeLessThanOrEqual(groupSize);
          const stayed = own.filter((id) => known.has(id));
          const home = new Set(before[was ?? -1]);
          expect(stayed.filter((id) => !home.has(id))).toEqual([]);
        }
      }
    }),
  );
});
