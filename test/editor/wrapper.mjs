#!/usr/bin/env node
// Stands in for VS Code's executable: runs the suite that @vscode/test-electron asks for in VS Code as npm delivers it.
//   runTests({ vscodeExecutablePath: 'test/editor/wrapper.mjs', … })
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './chromium.mjs';
import { installExtension } from './extensions.mjs';
import { installVSCode } from './install.mjs';
import { startPageControl } from './pageControl.mjs';
import { makeProfile } from './profile.mjs';
import { readResults } from './results.mjs';
import { startServer } from './server.mjs';
import { variables } from './variables.mjs';
import { newPage, openWorkbench } from './workbench.mjs';

const parameters = process.argv.slice(2);
const parameter = (/** @type {string} */ name) =>
  parameters.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const extension = path.resolve(parameter('extensionDevelopmentPath') ?? '.');
const tests = path.resolve(parameter('extensionTestsPath') ?? '');
const folder = parameters.find((each) => !each.startsWith('-'));
const locale = parameter('locale') ?? 'en';
const keep = process.env[variables.output] ?? path.join(extension, 'out/vscode');
const limit = Number(process.env[variables.limit] ?? 300) * 1000;

/** @type {Array<() => unknown>} */
const cleanUp = [];
const ending = (/** @type {number} */ code) => async () => {
  await end();
  process.exit(code);
};
for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
]))
  process.once(signal, ending(code));
try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 70;
} finally {
  await end();
}

async function end() {
  for (const each of cleanUp.splice(0).reverse()) await Promise.resolve(each()).catch(() => {});
}

async function run() {
  const installed = await installVSCode(process.env[variables.release]);
  const control = await startPageControl(keep);
  cleanUp.push(() => control.close());
  const browser = await launchBrowser();
  cleanUp.push(() => browser.close());
  const profile = makeProfile({ settings: JSON.parse(process.env[variables.settings] ?? '{}') });
  installExtension(profile, fileURLToPath(new URL('model', import.meta.url)));
  cleanUp.push(() => rmSync(profile.folder, { recursive: true, force: true, maxRetries: 5 }));
  const server = await startServer({ installed, profile, locale, env: { [variables.page]: control.address } });
  cleanUp.push(() => server.stop());
  const page = await newPage(browser, { locale });
  control.attach(page);
  const { code, logs } = await suiteEnd(page, server, () =>
    openWorkbench(page, server, { extension, tests, folder: folder && path.resolve(folder) }),
  );
  // VS Code reports success also when the extension host was killed.
  const report = process.env[variables.results];
  const good = code === 0 && (!report || readResults(report)?.failed === 0);
  if (good) return 0;
  await keepEvidence(page, logs, server.output(), path.join(profile.data, 'logs'));
  return code || 73;
}

/** @typedef {{ relativePath: string, contents: string }} Log */

/**
 * The page calls two functions when a suite runs in it: one for each line of its log, one at the end with the log files.
 * @param {import('playwright-core').Page} page @param {import('./server.mjs').Server} server @param {() => Promise<void>} open
 * @returns {Promise<{ code: number, logs: Log[] }>}
 */
async function suiteEnd(page, server, open) {
  /** @type {(end: { code: number, logs: Log[] }) => void} */
  let resolve = () => {};
  /** @type {Promise<{ code: number, logs: Log[] }>} */
  const ended = new Promise((settle) => {
    resolve = settle;
  });
  let finished = false;
  const brokenOff = (/** @type {number} */ code, /** @type {string} */ why) => {
    if (!finished) console.error(why);
    resolve({ code, logs: [] });
  };
  await page.exposeFunction('codeAutomationLog', () => {});
  await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code, /** @type {Log[]} */ logs) =>
    resolve({ code, logs: logs ?? [] }),
  );
  page.on('crash', () => brokenOff(71, 'The page crashed.'));
  void server.ended.then(() => brokenOff(72, 'VS Code’s server ended.'));
  const timer = setTimeout(() => brokenOff(124, `The suite did not end within ${limit / 1000} s.`), limit);
  cleanUp.push(() => clearTimeout(timer));
  await open();
  const end = await ended;
  finished = true;
  return end;
}

/** @param {import('playwright-core').Page} page @param {Log[]} logs @param {string} output @param {string} files */
async function keepEvidence(page, logs, output, files) {
  mkdirSync(keep, { recursive: true });
  await page.screenshot({ path: path.join(keep, 'end.png'), timeout: 10_000 }).catch(() => {});
  writeFileSync(path.join(keep, 'server.log'), output);
  for (const { relativePath, contents } of logs)
    writeFileSync(path.join(keep, relativePath.replaceAll('/', '-')), contents);
  if (existsSync(files)) cpSync(files, path.join(keep, 'logs'), { recursive: true });
  console.error(`Kept for you in ${keep}: a screenshot of the end, the logs.`);
}
