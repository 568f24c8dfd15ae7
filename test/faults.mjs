// npm run test:faults: everything that is tried against network and disk, ten times as much as in `npm test`. Prints
// its seeds and figures; FAULTS_SEED repeats a seed, and a word as parameter picks files. Takes half an hour to an hour on two cores.
import { setUp } from './editor/setUp.mjs';

await setUp(import.meta.url);
const { run } = await import('./runProgram.mjs');

process.env['FAULTS_SHARE'] ??= '1';
process.exitCode = await run(process.execPath, [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--project',
  'faults',
  // One at a time: they measure how long things take, and print what they found.
  '--no-file-parallelism',
  ...process.argv.slice(2),
]);
