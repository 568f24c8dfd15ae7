// Builds the extension and opens VS Code with it, in the best way that this machine has.
import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildExtension, watchExtension } from './buildExtension.mjs';
import { cacheFolder } from './cache.mjs';
import { downloadDesktop, openDesktop } from './desktop.mjs';
import { findProgram } from './programs.mjs';
import { startForBrowser } from './startForBrowser.mjs';

const usage = `npm start [-- OPTION…] opens VS Code with Expert Assistants and a sample folder.

  --watch        rebuild when a file changes; then “Developer: Reload Window” in VS Code shows it
  --server       VS Code from npm in a browser, even if VS Code is installed (Linux, macOS)
  --locale de    the extension speaks German
  --port N       port of the server (default 8139); keys and chats are kept per port
  --no-open      only print the address
  --fresh        forget the settings, keys and documents of earlier starts of the server
  --extension D  another extension's folder`;

const repository = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    watch: { type: 'boolean', default: false },
    server: { type: 'boolean', default: false },
    locale: { type: 'string', default: 'en' },
    port: { type: 'string', default: '8139' },
    'no-open': { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    extension: { type: 'string', default: repository },
    help: { type: 'boolean', short: 'h' },
  },
});
if (options.help) {
  console.log(usage);
  process.exit();
}

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
