/** Whether this is `npm run test:long`: everything at its full amount, with new seeds. */
const long = process.env['EXPERT_ASSISTANTS_LONG'] === '1';

/** How many random tries to make: `full` in `npm run test:long`, else `short`, by default a tenth. */
export function amount(full: number, short = Math.ceil(full / 10)): number {
  return long ? full : short;
}

/**
 * The seed of the random test `name`, printed. `npm test` always takes the same, so that it judges the change;
 * `npm run test:long` draws a new one, to find what nobody thought of. EXPERT_ASSISTANTS_SEED repeats one.
 */
export function seedOf(name: string): number {
  const given = process.env['EXPERT_ASSISTANTS_SEED'];
  const seed = Number(given ?? (long ? Math.floor(Math.random() * 2 ** 31) : 1));
  console.log(`${name}: EXPERT_ASSISTANTS_SEED=${seed}`);
  return seed;
}
