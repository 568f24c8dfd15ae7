/** Random numbers that a seed repeats (mulberry32). */
export interface Random {
  /** At least 0, below 1. */
  (): number;
  /** An integer from `from` to `to`, both included. */
  between(from: number, to: number): number;
  one<T>(list: readonly T[]): T;
  chance(share: number): boolean;
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return Object.assign(next, {
    between,
    one: <T>(list: readonly T[]): T => list[between(0, list.length - 1)] as T,
    chance: (share: number): boolean => next() < share,
  });
}
