// npm run test:flaky -- N [OPTION… [FILE…]]: runs what needs all of VS Code N times, window and vscode, and prints what failed
// and how often. What follows N is as of `npm test`: `-- 5 --only window drafts` runs one file.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setUp } from './editor/setUp.mjs';

await setUp(import.meta.url);
const { run } = await import('./runProgram.mjs');

const [count = '20', ...more] = process.argv.slice(2);
const times = Number(count);
if (!Number.isInteger(times) || times < 1) {
  console.error('npm run test:flaky -- N [OPTION… [FILE…]]: how many times?');
  process.exit(2);
}
const reports = { window: 'out/vitest-window.json', vscode: 'out/vscode/results.txt' };
/** @type {Map<string, number>} */
const failures = new Map();
let red = 0;
for (let turn = 1; turn <= times; turn++) {
  console.log(`\n── ${turn} of ${times}`);
  for (const report of Object.values(reports)) rmSync(report, { force: true });
  if ((await run(process.execPath, ['test/parts.mjs', '--only', 'window,vscode', ...more])) === 0) continue;
  red++;
  for (const name of failedTests()) failures.set(name, (failures.get(name) ?? 0) + 1);
}
console.log('');
for (const [name, count] of [...failures].toSorted((a, b) => b[1] - a[1])) console.log(`${count} × ${name}`);
console.log(`${times - red} of ${times} runs green`);
process.exitCode = red > 0 ? 1 : 0;

/** The tests that failed in the last turn, or that there is no report of them: then a build or a start failed. @returns {string[]} */
function failedTests() {
  /** @type {{ testResults: { assertionResults: { status: string, fullName: string }[] }[] } | undefined} */
  const report = JSON.parse(read(reports.window) ?? 'null') ?? undefined;
  const inWindow = report?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
  // The title stands below its group: "  1) steering a conversation" and "       keeps the draft:".
  const inside = (read(reports.vscode) ?? '').matchAll(/^ {2}\d+\) (.+)\n((?: {5,}\S.*\n)*?) {5,}(\S.*):$/gm);
  const failed = [
    ...inWindow.filter(({ status }) => status === 'failed').map(({ fullName }) => `window: ${fullName}`),
    ...Array.from(inside, ([, group, , title]) => `vscode: ${group} ${title}`),
  ];
  return failed.length > 0 ? failed : ['outside of every test (see the output above)'];
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
