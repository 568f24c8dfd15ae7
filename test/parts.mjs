// The parts of `npm test` and `npm run test:long`. Each counts: the check and the build as one test each, the others by their tests.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readResults } from './editor/results.mjs';
import { run } from './runProgram.mjs';

const repository = fileURLToPath(new URL('..', import.meta.url));
const long = process.env['EXPERT_ASSISTANTS_LONG'] === '1';

/**
 * Parts of a lane run one after the other, lanes side by side: while windows wait for VS Code, others compute. The lanes end
 * at about the same time. What is tried at its full amount has the machine for itself.
 */
const lanes = long
  ? [['unit', 'contract', 'faults', 'webview']]
  : [
      ['build', 'window'],
      ['check', 'unit', 'vscode'],
      ['webview', 'contract', 'faults'],
    ];
const all = lanes.flat();
const usage = `npm ${long ? 'run test:long' : 'test'} [-- OPTION… [FILE…]]

  --only LIST       some of: ${all.join(', ')}
  --vscode floor    the oldest VS Code that is supported, instead of the newest
  FILE              a part of the names of the test files to run`;

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, vscode: { type: 'string', default: 'newest' }, help: { type: 'boolean' } },
});
if (options.help) {
  console.log(usage);
  process.exit();
}
const wanted = new Set(options.only?.split(',') ?? all);
for (const each of wanted)
  if (!all.includes(each)) {
    console.error(`There is no part "${each}".\n\n${usage}`);
    process.exit(2);
  }
if (['window', 'vscode'].some((each) => wanted.has(each))) wanted.add('build');

/** @typedef {{ passed: number, failed: number, skipped: number }} Figures */

const built = Promise.withResolvers();

/** @param {string} part @param {string} program @param {string[]} parameters */
const start = (part, program, parameters) =>
  run(program, parameters, {
    prefix: `${part.padEnd(9)}`,
    // What users get is what the parts after it run: none of them builds its own.
    env: { ...process.env, EXPERT_ASSISTANTS_BUILT: '1', ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
  });

/** @param {boolean} good @returns {Figures} */
const one = (good) => ({ passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 });

/** @param {string} project @returns {Promise<Figures>} */
async function vitest(project) {
  const report = path.join(repository, `out/vitest-${project}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const code = await start(project, process.execPath, [
    ...['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...files],
    ...['--reporter=default', '--reporter=./test/contract/coverage/reporter.ts'],
    ...['--reporter=json', `--outputFile.json=${report}`],
  ]);
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
    // A file that cannot be read, or an error outside of every test, has no test that it would fail.
    const unseen = numFailedTests === 0 && (code !== 0 || numPassedTests === 0) ? 1 : 0;
    return { passed: numPassedTests, failed: numFailedTests + unseen, skipped: numPendingTests + numTodoTests };
  } catch {
    return one(false);
  }
}

/** @type {Record<string, () => Promise<Figures>>} */
const parts = {
  check: async () => one((await start('check', 'npm', ['run', '--silent', 'check'])) === 0),
  build: async () => {
    const good = (await start('build', process.execPath, ['test/bench/sizes.mjs'])) === 0;
    built.resolve(undefined);
    return one(good);
  },
  vscode: async () => {
    await built.promise;
    const report = path.join(repository, 'out/vscode/results.txt');
    rmSync(report, { force: true });
    const code = await start('vscode', process.execPath, ['test/editor/runTests.mjs', '--version', options.vscode]);
    const figures = readResults(report);
    if (!figures) return one(false);
    return { ...figures, failed: figures.failed || (code === 0 ? 0 : 1) };
  },
};

/** @type {Map<string, Figures & { seconds: number }>} */
const results = new Map();
const started = Date.now();
const secondsSince = (/** @type {number} */ time) => Math.round((Date.now() - time) / 1000);
await Promise.all(
  lanes.map(async (lane) => {
    for (const part of lane.filter((each) => wanted.has(each))) {
      const begun = Date.now();
      const figures = await (parts[part]?.() ?? vitest(part));
      results.set(part, { ...figures, seconds: secondsSince(begun) });
    }
  }),
);

console.log('\npart       passed  failed  seconds');
for (const part of all) {
  const result = results.get(part);
  const row = result ? [result.passed, result.failed, result.seconds] : ['not run'];
  const skipped = result?.skipped ? `  ${result.skipped} skipped` : '';
  console.log(`${part.padEnd(9)} ${row.map((each) => String(each).padStart(7)).join(' ')}${skipped}`);
}
console.log(`${'in all'.padEnd(9)} ${String(secondsSince(started)).padStart(23)}`);
const sum = (/** @type {'passed' | 'failed'} */ key) =>
  [...results.values()].reduce((total, one) => total + one[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 || results.size === 0 ? 1 : 0;
