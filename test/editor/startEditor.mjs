// Builds the extension and opens VS Code with it, in the best way that this machine has.
import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildExtension, watchExtension } from './buildExtension.mjs';
import { cacheFolder } from './cache.mjs';
import { downloadDesktop, openDesktop } from './desktop.mjs';
import { findProgram } from './programs.mjs';
import { startForBrowser } from './startForBrowser.mjs';
import { startOptions } from './startOptions.mjs';

const options = startOptions();
const extension = path.resolve(options.extension);
const { watch, locale } = options;
// What is kept from start to start: a profile, and a copy of the sample that a person may write in.
const kept = path.join(cacheFolder, 'start');
if (options.fresh) rmSync(kept, { recursive: true, force: true });
const workspace = path.join(kept, 'documents');
if (!existsSync(workspace)) cpSync(fileURLToPath(new URL('sample', import.meta.url)), workspace, { recursive: true });

/** @type {Array<() => unknown>} */
const endings = [];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    for (const end of endings.reverse()) await end();
    process.exit(0);
  });
}

try {
  if (watch) endings.push(await watchExtension(extension));
  else await buildExtension(extension);

  const desktop = options.server ? undefined : findProgram('code');
  if (desktop) {
    openDesktop(desktop, { extension, workspace, locale });
    console.log('VS Code opens in a window of its own, with the extension in it.');
  } else if (options.server || process.platform === 'linux') {
    const open = !options['no-open'];
    endings.push(await startForBrowser({ extension, workspace, kept, locale, port: Number(options.port), open }));
  } else {
    openDesktop(await downloadDesktop(), { extension, workspace, locale, kept });
    console.log('VS Code opens in a window of its own, with the extension in it.');
  }
  if (watch) console.log('Watching: after a change, run “Developer: Reload Window” in VS Code.');
  if (endings.length > 0) console.log('Ctrl+C ends it.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  for (const end of endings.reverse()) await end();
  process.exit(1);
}
