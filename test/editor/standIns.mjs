// What is changed in the VS Code that npm delivers.
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Two native modules come without a compiled form, and compiling them takes a compiler and minutes.
 * @param {string} vscode its folder
 */
export function putStandIns(vscode) {
  const modules = path.join(vscode, 'node_modules/@vscode');
  const log = path.join(modules, 'spdlog');
  copyFileSync(fileURLToPath(new URL('logFiles.mjs', import.meta.url)), path.join(log, 'index.mjs'));
  const description = { name: '@vscode/spdlog', version: '0.0.0', exports: './index.mjs' };
  writeFileSync(path.join(log, 'package.json'), JSON.stringify(description));
  // It ends an extension host whose server died during a busy loop; ours ends with its process group.
  const watchdog = path.join(modules, 'native-watchdog');
  if (existsSync(watchdog)) writeFileSync(path.join(watchdog, 'index.js'), 'exports.start = () => {};\n');
}

/**
 * While tests run, VS Code refuses every dialog, since nobody would be there to answer it. Here somebody is: the tests
 * use the page as a person does. Nothing in VS Code's configuration says so, hence this change. Closing a changed document
 * goes on without a question: that one is VS Code's own.
 * @param {string} vscode its folder
 */
export function allowDialogsInTests(vscode) {
  const file = path.join(vscode, 'out/vs/code/browser/workbench/workbench.js');
  const refuses = /this\.\w+\.isExtensionDevelopment&&!!this\.\w+\.extensionTestsLocationURI(?=\}async confirm\()/;
  const before = readFileSync(file, 'utf8');
  const after = before.replace(refuses, 'false');
  if (after === before) throw new Error(`${file} does not refuse dialogs as expected: look for skipDialogs in it.`);
  writeFileSync(file, after);
}
