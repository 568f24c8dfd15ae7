// Runs a program in the repository's folder, with its output here, and tells how it ended.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @param {string} program @param {string[]} parameters @returns {Promise<number>} its exit code */
export function run(program, parameters) {
  const child = spawn(program, parameters, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32' && program === 'npm',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
