/**
 * Settings for one property, its seed printed: `EXPERT_ASSISTANTS_SEED=… npm test` runs the same cases again.
 * `name` stands before the seed in the output.
 */
export function seeded(name: string, numRuns: number): { readonly seed: number; readonly numRuns: number } {
  const given = process.env['EXPERT_ASSISTANTS_SEED'];
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);
  console.log(`${name}: fast-check seed ${seed}`);
  return { seed, numRuns };
}
