// npm run test:flaky -- N: runs what needs all of VS Code N times, window and vscode, and prints what failed and how often.
import { readFileSync } from 'node:fs';
import { setUp } from './editor/setUp.mjs';

await setUp(import.meta.url);
const { run } = await import('./runProgram.mjs');

const times = Number(process.argv[2] ?? 20);
if (!Number.isInteger(times) || times < 1) {
  console.error('npm run test:flaky -- N: how many times?');
  process.exit(2);
}
/** @type {Map<string, number>} */
const failures = new Map();
let red = 0;
for (let turn = 1; turn <= times; turn++) {
  console.log(`\n── ${turn} of ${times}`);
  if ((await run(process.execPath, ['test/parts.mjs', '--only', 'window,vscode'])) === 0) continue;
  red++;
  for (const name of failedTests()) failures.set(name, (failures.get(name) ?? 0) + 1);
}
console.log('');
for (const [name, count] of [...failures].toSorted((a, b) => b[1] - a[1])) console.log(`${count} × ${name}`);
console.log(`${times - red} of ${times} runs green`);
process.exitCode = red > 0 ? 1 : 0;

/** @returns {string[]} */
function failedTests() {
  /** @type {{ testResults: { assertionResults: { status: string, fullName: string }[] }[] }} */
  const { testResults } = JSON.parse(readFileSync('out/vitest-window.json', 'utf8'));
  const inWindow = testResults.flatMap(({ assertionResults }) => assertionResults);
  const inside = readFileSync('out/vscode/results.txt', 'utf8').matchAll(/^ {2}\d+\) (.+)$/gm);
  return [
    ...inWindow.filter(({ status }) => status === 'failed').map(({ fullName }) => `window: ${fullName}`),
    ...Array.from(inside, ([, name]) => `vscode: ${name}`),
  ];
}
