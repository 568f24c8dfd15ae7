import { seedOf } from '../amount.ts';

/** Settings for one fast-check property with the printed seed of `seedOf`. */
export function seeded(name: string, numRuns: number): { readonly seed: number; readonly numRuns: number } {
  return { seed: seedOf(name), numRuns };
}
