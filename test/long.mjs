// npm run test:long: what is tried with random input in `npm test`, ten times as often. Takes minutes.
import { setUp } from './editor/setUp.mjs';

await setUp(import.meta.url);
const { run } = await import('./runProgram.mjs');

process.env['EXPERT_ASSISTANTS_SPLITS'] = '1000000';
process.env['EXPERT_ASSISTANTS_BODIES'] = '100000';
const files = ['test/contract/splits.test.ts', 'test/contract/anyBody.test.ts'];
process.exitCode = await run(process.execPath, [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--project',
  'contract',
  ...files,
]);
