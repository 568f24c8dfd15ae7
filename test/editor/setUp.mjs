// For the programs that a person starts directly, with any Node on a fresh clone: installs what package-lock.json names
// unless it is there already, and goes on in the project's own Node. Only Node's built-in modules may be imported here.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const binaries = path.join(repository, 'node_modules/.bin');
const node = path.join(repository, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Returns in the project's Node. In any other it starts the program again in that one and never returns.
 * @param {string} program `import.meta.url` of the caller
 */
export async function setUp(program) {
  const complete = isComplete();
  if (!complete) install();
  if (complete && realpathSync(process.execPath) === realpathSync(node)) return;
  const child = spawn(node, [fileURLToPath(program), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${binaries}${path.delimiter}${process.env['PATH']}` },
  });
  // A terminal sends Ctrl+C to both processes: the child cleans up, and this one waits for it.
  process.on('SIGINT', () => {});
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status, signal) => resolve(status ?? (signal ? 130 : 1)));
  });
  process.exit(code);
}

/** Everything that the lock file names is installed in that version, or is not for this system. */
function isComplete() {
  const installed = path.join(repository, 'node_modules/.package-lock.json');
  if (!existsSync(installed) || !existsSync(node)) return false;
  const there = packagesOf(installed);
  return Object.entries(packagesOf(path.join(repository, 'package-lock.json'))).every(
    ([name, { version, optional }]) => name === '' || (there[name] ? there[name].version === version : optional),
  );
}

/** @param {string} file @returns {Record<string, { version: string, optional?: boolean }>} */
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

function install() {
  console.log('installing the project’s packages (npm ci) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: repository,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('npm ci failed: its message above says why.');
    process.exit(1);
  }
}
