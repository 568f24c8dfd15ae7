// The parts of `npm test`, in order. Each counts: the check and the build as one test each, the others by their tests.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sizes } from './bench/sizes.mjs';
import { readResults } from './editor/results.mjs';
import { run } from './runProgram.mjs';

const usage = `npm test [-- OPTION…]

  --only LIST       some of: check, build, unit, contract, faults, webview, window, vscode (the last three build first)
  --vscode floor    the oldest VS Code that is supported, instead of the newest`;

const all = ['check', 'build', 'unit', 'contract', 'faults', 'webview', 'window', 'vscode'];
const repository = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
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
if (['webview', 'window', 'vscode'].some((each) => wanted.has(each))) wanted.add('build');

/** @typedef {{ part: string, passed: number, failed: number, skipped: number, seconds: number }} Result */
/** @type {Result[]} */
const results = [];

/** @param {string} part @param {() => Promise<{ passed: number, failed: number, skipped: number }>} work */
async function measure(part, work) {
  if (!wanted.has(part)) return;
  console.log(`\n── ${part}`);
  const started = Date.now();
  const figures = await work();
  results.push({ part, ...figures, seconds: Math.round((Date.now() - started) / 1000) });
}

/** @param {boolean} good */
const one = (good) => ({ passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 });

/** What the tests run is what users get, and no larger than promised. */
function built() {
  try {
    return sizes(repository);
  } catch (error) {
    console.error(String(error));
    return false;
  }
}

/** @param {string} project */
async function vitest(project) {
  const report = path.join(repository, `out/vitest-${project}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const parameters = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=./test/contract/coverage/reporter.ts',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const code = await run(process.execPath, ['node_modules/vitest/vitest.mjs', ...parameters]);
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
    // A file that cannot be read, or an error outside of every test, has no test that it would fail.
    const unseen = numFailedTests === 0 && (code !== 0 || numPassedTests === 0) ? 1 : 0;
    return { passed: numPassedTests, failed: numFailedTests + unseen, skipped: numPendingTests + numTodoTests };
  } catch {
    return one(false);
  }
}

async function vscode() {
  const report = path.join(repository, 'out/vscode/results.txt');
  rmSync(report, { force: true });
  const code = await run(process.execPath, ['test/editor/runTests.mjs', '--version', options.vscode]);
  const figures = readResults(report);
  if (!figures) return one(false);
  return { ...figures, failed: figures.failed || (code === 0 ? 0 : 1) };
}

await measure('check', async () => one((await run('npm', ['run', '--silent', 'check'])) === 0));
await measure('build', async () => one(built()));
for (const project of ['unit', 'contract', 'faults', 'webview', 'window'])
  await measure(project, () => vitest(project));
await measure('vscode', vscode);

console.log('');
for (const { part, passed, failed, skipped, seconds } of results)
  console.log(
    `${part.padEnd(9)} ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''} (${seconds} s)`,
  );
for (const part of all) if (!wanted.has(part)) console.log(`${part.padEnd(9)} not run: --only leaves it out`);
const sum = (/** @type {'passed' | 'failed'} */ key) => results.reduce((total, result) => total + result[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 || results.length === 0 ? 1 : 0;
