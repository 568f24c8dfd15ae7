// Runs a program in the repository's folder, with its output here, and tells how it ended.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * @param {string} program @param {string[]} parameters
 * @param {{ prefix?: string, env?: NodeJS.ProcessEnv }} [options] `prefix` stands before each line, to tell programs apart that run side by side
 * @returns {Promise<number>} its exit code
 */
export function run(program, parameters, { prefix, env = process.env } = {}) {
  const child = spawn(program, parameters, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env,
    stdio: prefix === undefined ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && program === 'npm',
  });
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', (line) => line.trim() && console.log(`${prefix}${line}`));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
