// Builds the extension with its own build program, once or on every change.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { until } from './wait.mjs';

/** An extension without a build program is taken as it is. @param {string} extension */
const program = (extension) => existsSync(path.join(extension, 'esbuild.mjs'));

/** @param {string} extension its folder */
export async function buildExtension(extension) {
  if (!program(extension)) return;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: extension, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed:\n${stdout}${stderr}`);
}

/** @param {string} extension its folder @returns {Promise<() => void>} ends it */
export async function watchExtension(extension) {
  if (!program(extension)) return () => {};
  const built = path.join(extension, 'dist/extension.js');
  rmSync(built, { force: true });
  const child = spawn(process.execPath, ['esbuild.mjs', '--watch'], { cwd: extension, stdio: 'inherit' });
  await until('the first build', 60_000, async () => {
    if (child.exitCode !== null) throw new Error('The build failed: its message above says why.');
    return existsSync(built);
  });
  return () => child.kill();
}
