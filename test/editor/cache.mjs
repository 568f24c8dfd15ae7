// Where downloaded things live (a browser, two VS Code releases, the profile of `npm start`), and how one process at a time fills it.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { until } from './wait.mjs';

/** Outside node_modules, so that `npm ci` does not throw 500 MB away. */
export const cacheFolder = path.resolve(
  process.env['EXPERT_ASSISTANTS_CACHE'] ??
    path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'expert-assistants'),
);

/**
 * The folder `name` in the cache, filled by `fill` unless an earlier run has done so with the same recipe. What another
 * recipe has left stays: a process may be using it.
 * It is filled under another name and then renamed: a folder that exists is complete, whatever was interrupted.
 * @param {string} name
 * @param {string} recipe changes when the content of the folder would
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>}
 */
export async function cached(name, recipe, fill) {
  const folder = path.join(cacheFolder, `${name}-${recipe}`);
  const complete = () => existsSync(folder);
  if (complete()) return folder;
  mkdirSync(cacheFolder, { recursive: true });
  const unlock = await lock(`${folder}.lock`);
  try {
    if (complete()) return folder;
    const partial = `${folder}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial);
    await fill(partial);
    renameSync(partial, folder);
    return folder;
  } finally {
    unlock();
  }
}

/** @param {string} file @returns {Promise<() => void>} */
async function lock(file) {
  let told = false;
  await until(`the lock ${file}`, 20 * 60_000, async () => {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    if (abandoned(file)) rmSync(file, { force: true });
    else if (!told) {
      console.log(`waiting for another process that fills ${path.basename(file, '.lock')} …`);
      told = true;
    }
    return false;
  });
  return () => rmSync(file, { force: true });
}

/** A lock whose process has died would otherwise stop everybody for ever. @param {string} file */
function abandoned(file) {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    if (!owner) return false;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}
