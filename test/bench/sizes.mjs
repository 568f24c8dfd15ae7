// What users download. These limits decide. Also a program: it builds, packs and measures.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Packs the extension and prints its sizes; returns whether they are within their limits. @param {string} root */
export function sizes(root) {
  execFileSync(process.execPath, ['test/editor/package.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const size = (/** @type {string} */ file) => statSync(`${root}/${file}`).size / 1000;
  const zipped = (/** @type {string} */ file) => gzipSync(readFileSync(`${root}/${file}`)).length / 1000;
  const chunks = (/** @type {string} */ folder) => readdirSync(`${root}/${folder}`).map((name) => `${folder}/${name}`);
  const sum = (/** @type {(file: string) => number} */ of, /** @type {string[]} */ files) =>
    files.reduce((total, file) => total + of(path.relative(root, path.resolve(root, file))), 0);
  // The library is larger than all else that one feature loads, and most people never need it.
  const word = (/** @type {string} */ file) => /\/word-\w+\.js$/.test(file);
  /** @type {[string, number, number][]} name, measured kB, limit kB */
  const all = [
    ['host, read at the start', sum(size, readAtOnce(`${root}/dist/extension.js`)), 160],
    [
      'host, all of it but Word',
      sum(size, ['dist/extension.js', ...chunks('dist/chunks').filter((file) => !word(file))]),
      750,
    ],
    ['Word, loaded on use', sum(size, chunks('dist/chunks').filter(word)), 260],
    ['webview script, gzipped', sum(zipped, readAtOnce(`${root}/dist/webview/main.js`)), 90],
    [
      'grammars, gzipped, loaded on use',
      sum(
        zipped,
        chunks('dist/webview/chunks').filter((file) => file.includes('grammars')),
      ),
      60,
    ],
    ['VSIX', size('expert-assistants.vsix'), 1000],
  ];
  console.log('size                                measured      limit');
  for (const [name, measured, limit] of all)
    console.log(`${name.padEnd(34)} ${measured.toFixed(1).padStart(7)} kB ${String(limit).padStart(7)} kB`);
  return all.every(([, measured, limit]) => measured <= limit);
}

/** The file, and all that it imports, directly or not, before it runs. @param {string} file @returns {string[]} */
function readAtOnce(file, known = new Set()) {
  known.add(file);
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*"(\.{1,2}\/[^"]+)"/g)) {
    const imported = path.resolve(path.dirname(file), specifier);
    if (!known.has(imported)) readAtOnce(imported, known);
  }
  return [...known];
}

const file = fileURLToPath(import.meta.url);
if (process.argv[1] === file) process.exitCode = sizes(fileURLToPath(new URL('../..', import.meta.url))) ? 0 : 1;
