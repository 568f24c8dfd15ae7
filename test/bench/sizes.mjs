// What users download. These limits decide. Also a program: it builds, packs and measures.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Packs the extension and prints its sizes; returns whether they are within their limits. @param {string} root */
export function sizes(root) {
  execFileSync(process.execPath, ['test/editor/package.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const size = (/** @type {string} */ file) => statSync(`${root}/${file}`).size / 1000;
  const zipped = (/** @type {string} */ file) => gzipSync(readFileSync(`${root}/${file}`)).length / 1000;
  /** @type {[string, number, number][]} name, measured kB, limit kB */
  const all = [
    ['host bundle', size('dist/extension.js'), 160],
    ['webview script, gzipped', zipped('dist/webview/main.js'), 90],
    ['grammars, gzipped, loaded on use', zipped('dist/webview/grammars.js'), 60],
    ['VSIX', size('expert-assistants.vsix'), 1000],
  ];
  console.log('size                                measured      limit');
  for (const [name, measured, limit] of all)
    console.log(`${name.padEnd(34)} ${measured.toFixed(1).padStart(7)} kB ${String(limit).padStart(7)} kB`);
  return all.every(([, measured, limit]) => measured <= limit);
}

const file = fileURLToPath(import.meta.url);
if (process.argv[1] === file) process.exitCode = sizes(fileURLToPath(new URL('../..', import.meta.url))) ? 0 : 1;
