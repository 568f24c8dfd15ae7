// How long VS Code waits for the extension's code.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Prints how long the bundle takes to load, and the whole activation in real VS Code. @param {string} root */
export function loading(root) {
  const { loaded, empty } = loadTimes(root);
  console.log(
    `\nloading the host bundle in plain Node: ${loaded.toFixed(1)} ms, an empty file: ${empty.toFixed(1)} ms,`,
  );
  console.log(
    `ratio ${(loaded / empty).toFixed(1)} (median of 15 each, taken in turn, vscode replaced by an empty object)`,
  );
  const suite = spawnSync(process.execPath, ['test/editor/runTests.mjs', '--grep', 'activation'], {
    cwd: root,
    encoding: 'utf8',
  });
  const [, reading, activation] = /loaded in ([\d.]+) ms, activated in ([\d.]+) ms/.exec(suite.stdout) ?? [];
  if (activation === undefined)
    throw new Error(`VS Code did not report its activation:\n${suite.stdout}${suite.stderr}`);
  console.log(`\nin real VS Code: activate() ${activation} ms (limit 50 ms), reading the code before it ${reading} ms`);
}

/** Milliseconds to load each file in a fresh Node process, measured inside it. @param {string} root */
function loadTimes(root) {
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
  const once = (/** @type {string} */ file) =>
    Number(execFileSync(process.execPath, [probe, file], { cwd: root, encoding: 'utf8' }));
  /** @type {number[]} */
  const bundles = [];
  /** @type {number[]} */
  const empties = [];
  for (let round = 0; round < 15; round++) {
    bundles.push(once(path.join(root, 'dist/extension.js')));
    empties.push(once(nothing));
  }
  rmSync(folder, { recursive: true });
  const median = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[7] ?? Number.NaN;
  return { loaded: median(bundles), empty: median(empties) };
}
