// Installs a real VS Code (code-server) from npm into the cache. Also a program: node test/editor/install.mjs [newest|floor]
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from './cache.mjs';
import { npmInstall } from './npm.mjs';
import { prepareFloor } from './prepareFloor.mjs';
import { release } from './releases.mjs';
import { allowDialogsInTests, putStandIns } from './standIns.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** @typedef {{ node: string, entry: string, vscode: string, root: string }} Installed `root`: the folder of VS Code's own files */

/**
 * @param {string} name newest or floor
 * @returns {Promise<Installed>}
 */
export async function installVSCode(name = 'newest') {
  const wanted = release(name);
  if (process.platform === 'win32')
    throw new Error('VS Code from npm runs on Linux and macOS. On Windows use the desktop way: --desktop.');
  const folder = await cached(`vscode-${wanted.codeServer}`, '3', async (partial) => {
    const started = Date.now();
    console.log(`installing VS Code ${wanted.vscode} from npm (once, 300 to 500 MB, one to two minutes) …`);
    await fill(partial, wanted);
    console.log(`installed VS Code ${wanted.vscode} in ${Math.round((Date.now() - started) / 1000)} s`);
  });
  const codeServer = path.join(folder, 'node_modules/code-server');
  return {
    node: wanted.node
      ? path.join(folder, `node_modules/${nodePackage}/bin/node`)
      : path.join(repository, 'node_modules/node/bin/node'),
    entry: path.join(codeServer, 'out/node/entry.js'),
    vscode: wanted.vscode,
    root: path.join(codeServer, 'lib/vscode'),
  };
}

const nodePackage = `node-${process.platform}-${process.arch}`;

/**
 * No install script is run: code-server's own would compile for minutes and wants Debian packages. What it does besides
 * compiling (VS Code's dependencies, two links) is done here; the binaries that matter come prebuilt in their packages.
 * @param {string} folder @param {import('./releases.mjs').Release} wanted
 */
async function fill(folder, wanted) {
  const packages = [`code-server@${wanted.codeServer}`];
  if (wanted.node) packages.push(`${nodePackage}@${wanted.node}`);
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  console.log('  1/3 code-server');
  await npmInstall(folder, ...packages);
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  if (wanted.codeServer === release('floor').codeServer) prepareFloor(folder, vscode);
  console.log('  2/3 VS Code’s own packages');
  await npmInstall(vscode, '--omit=dev');
  console.log('  3/3 packages of the built-in extensions');
  await npmInstall(path.join(vscode, 'extensions'), '--omit=dev');
  const system = process.platform === 'darwin' ? 'darwin' : 'linux';
  link(`code-${system}.sh`, path.join(vscode, 'bin/remote-cli/code-server'));
  link(`browser-${system}.sh`, path.join(vscode, 'bin/helpers/browser.sh'));
  putStandIns(vscode);
  allowDialogsInTests(vscode);
  trim(vscode);
}

/** @param {string} target @param {string} at */
function link(target, at) {
  rmSync(at, { force: true });
  symlinkSync(target, at);
}

/** Removes what the tests do not use: Copilot and its runtime, other systems' binaries. @param {string} vscode */
function trim(vscode) {
  const modules = path.join(vscode, 'node_modules');
  for (const unused of ['@github', '@microsoft/mxc-sdk'])
    rmSync(path.join(modules, unused), { recursive: true, force: true });
  rmSync(path.join(vscode, 'extensions/copilot'), { recursive: true, force: true });
  const own = `${process.platform}-${process.arch}`;
  for (const binaries of ['node-pty/prebuilds', '@vscode/ripgrep-universal/bin']) {
    const folder = path.join(modules, binaries);
    if (!existsSync(path.join(folder, own))) continue;
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory() && entry.name !== own) rmSync(path.join(folder, entry.name), { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const installed = await installVSCode(process.argv[2]);
  console.log(
    readFileSync(path.join(installed.root, 'product.json'), 'utf8').match(/"version": "[^"]*"/)?.[0],
    installed.root,
  );
}
