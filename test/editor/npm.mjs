// Runs npm: quiet, without install scripts, and heard in full only when it fails.
import { spawn } from 'node:child_process';

/**
 * @param {string} folder @param {...string} parameters
 * @returns {Promise<void>}
 */
export function npmInstall(folder, ...parameters) {
  return npm(folder, [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--loglevel=error',
    ...parameters,
  ]);
}

/**
 * @param {string} folder @param {string[]} parameters
 * @returns {Promise<void>}
 */
export function npm(folder, parameters) {
  const child = spawn('npm', parameters, {
    cwd: folder,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      output += text;
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`npm ${parameters.join(' ')} failed in ${folder}:\n${output.slice(-4000)}`)),
    );
  });
}

/** An npm that runs inside `npm test` must not take the outer call's package and script for its own. */
function environment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package|command|execpath)/.test(name)),
  );
}
