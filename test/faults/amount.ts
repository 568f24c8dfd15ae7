/** How much of a large amount of tries to make: all of it, or the share in the variable FAULTS_SHARE, by default a tenth. */
export function count(all: number): number {
  return Math.ceil(all * Number(process.env['FAULTS_SHARE'] ?? 0.1));
}

/** A seed, printed so that a failure can be repeated: by the variable FAULTS_SEED. */
export function seedOf(name: string): number {
  const seed = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`${name}: FAULTS_SEED=${seed}\n`);
  return seed;
}
