// `npm run bench`: the figures of CONTRIBUTING, measured in one run. Sizes decide the exit code; times are printed.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const at = (/** @type {string} */ file) => path.join(root, file);
const run = (/** @type {string[]} */ ...parameters) =>
  execFileSync(process.execPath, parameters, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

run('test/editor/package.mjs');

/** @type {[string, number, number][]} name, measured kB, limit kB */
const sizes = [
  ['host bundle', statSync(at('dist/extension.js')).size / 1000, 150],
  ['webview script, gzipped', gzipSync(readFileSync(at('dist/webview/main.js'))).length / 1000, 90],
  ['VSIX', statSync(at('expert-assistants.vsix')).size / 1000, 500],
];
console.log('size                        measured      limit');
for (const [name, measured, limit] of sizes) {
  console.log(`${name.padEnd(26)} ${measured.toFixed(1).padStart(7)} kB ${String(limit).padStart(7)} kB`);
}

const { loaded, empty } = loadTimes();
console.log(`\nloading the host bundle in plain Node: ${loaded.toFixed(1)} ms, an empty file: ${empty.toFixed(1)} ms,`);
console.log(
  `ratio ${(loaded / empty).toFixed(1)} (median of 15 each, taken in turn, vscode replaced by an empty object)`,
);

const suite = spawnSync(process.execPath, ['test/editor/runTests.mjs', '--grep', 'activation'], {
  cwd: root,
  encoding: 'utf8',
});
const [, loading, activation] = /loaded in ([\d.]+) ms, activated in ([\d.]+) ms/.exec(suite.stdout) ?? [];
if (activation === undefined) throw new Error(`VS Code did not report its activation:\n${suite.stdout}${suite.stderr}`);
console.log(`\nin real VS Code: activate() ${activation} ms (limit 50 ms), reading the code before it ${loading} ms`);

await import('./storage.mjs');

process.exitCode = sizes.some(([, measured, limit]) => measured > limit) ? 1 : 0;

/** Milliseconds to load each file in a fresh Node process, measured inside it. */
function loadTimes() {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const nothing = path.join(folder, 'empty.cjs');
  writeFileSync(nothing, '');
  const probe = path.join(folder, 'probe.cjs');
  writeFileSync(
    probe,
    // The bundle copies what the module owns and inherits the rest, so the stand-in is its own prototype.
    `const Module = require('node:module');
     const load = Module._load;
     const anything = new Proxy(function () {}, { get: () => anything, apply: () => anything, construct: () => anything, getPrototypeOf: () => anything });
     Module._load = (name, ...rest) => name === 'vscode' ? anything : load(name, ...rest);
     const start = performance.now();
     require(process.argv[2]);
     console.log(performance.now() - start);`,
  );
  const once = (/** @type {string} */ file) => Number(run(probe, file));
  /** @type {number[]} */
  const bundles = [];
  /** @type {number[]} */
  const empties = [];
  for (let round = 0; round < 15; round++) {
    bundles.push(once(createRequire(import.meta.url).resolve(at('dist/extension.js'))));
    empties.push(once(nothing));
  }
  rmSync(folder, { recursive: true });
  const median = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[7] ?? Number.NaN;
  return { loaded: median(bundles), empty: median(empties) };
}
