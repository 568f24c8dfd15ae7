// How long a person waits in a real VS Code: what test/vscode/latency.bench.ts measures there, without the report around it.
import { spawnSync } from 'node:child_process';

/** Prints the medians of fifty. @param {string} root */
export function waiting(root) {
  const run = ['test/editor/runTests.mjs', '--bench'];
  const { stdout, status } = spawnSync(process.execPath, run, { cwd: root, encoding: 'utf8' });
  const figures = stdout.split('\n').flatMap((line) => /^figure (.*)$/.exec(line)?.[1] ?? []);
  console.log('\nin a real VS Code, median of fifty');
  console.log(figures.join('\n'));
  if (status !== 0) throw new Error(`They could not be measured:\n${stdout}`);
}
