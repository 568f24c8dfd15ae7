const share = process.env['FAULTS_SHARE'];

/** How much of a large amount of tries to make: all of it, or the share in the variable FAULTS_SHARE, by default a tenth. */
export function count(all: number): number {
  return Math.ceil(all * Number(share ?? 0.1));
}

/**
 * A seed, printed so that a failure can be repeated: by the variable FAULTS_SEED. `npm run test:faults` draws a new one
 * each time, to find what nobody thought of; `npm test` takes always the same, so that it judges the change.
 */
export function seedOf(name: string): number {
  const seed = Number(process.env['FAULTS_SEED'] ?? (share === undefined ? 1 : Math.floor(Math.random() * 2 ** 31)));
  process.stdout.write(`${name}: FAULTS_SEED=${seed}\n`);
  return seed;
}
