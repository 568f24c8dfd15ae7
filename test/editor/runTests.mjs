// Runs the suite test/vscode in a real VS Code and prints its report:
//   node test/editor/runTests.mjs [--desktop | --server] [--version floor|newest] [--workspace FOLDER] [--locale de]
//                                 [--grep TEXT] [--shuffle SEED] [--bench] [--limit SECONDS] [--setting NAME=JSON]…
//                                 [--extension DIR]
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { buildTests } from './buildTests.mjs';
import { installExtension } from './extensions.mjs';
import { useLanguage } from './language.mjs';
import { makeProfile } from './profile.mjs';
import { releases } from './releases.mjs';
import { readResults, startResults } from './results.mjs';
import { variables } from './variables.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    desktop: { type: 'boolean' },
    server: { type: 'boolean' },
    version: { type: 'string', default: 'newest' },
    workspace: { type: 'string', default: path.join(repository, 'test/editor/sample') },
    locale: { type: 'string', default: 'en' },
    grep: { type: 'string' },
    bench: { type: 'boolean' },
    shuffle: { type: 'string' },
    limit: { type: 'string', default: '600' },
    setting: { type: 'string', multiple: true, default: [] },
    extension: { type: 'string', default: repository },
  },
});

// VS Code from npm runs on Linux and macOS; Windows has the desktop way only.
const desktop = options.desktop ?? (!options.server && process.platform === 'win32');
const extension = path.resolve(options.extension);
const output = path.join(extension, 'out/vscode');
const results = path.join(output, 'results.txt');
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const settings = Object.fromEntries(
  options.setting.map((each) => [each.slice(0, each.indexOf('=')), JSON.parse(each.slice(each.indexOf('=') + 1))]),
);

// The desktop way gets the same settings and language from a profile of its own; the wrapper makes one for itself.
const profile = desktop ? makeProfile({ settings }) : undefined;
if (profile) {
  useLanguage(profile, options.locale);
  installExtension(profile, fileURLToPath(new URL('model', import.meta.url)));
}
const profileArguments = profile ? [`--user-data-dir=${profile.data}`, `--extensions-dir=${profile.extensions}`] : [];
const way = desktop
  ? { version: options.version === 'floor' ? releases.floor.vscode : 'stable' }
  : { vscodeExecutablePath: fileURLToPath(new URL('wrapper.mjs', import.meta.url)) };
const report = startResults(results);
const limit = Number(options.limit);
// The wrapper has this limit too; this one is for the desktop way and for a wrapper that hangs itself.
const timer = setTimeout(
  () => {
    console.error(`The suite did not end within ${limit} s.`);
    process.emit('SIGINT');
    setTimeout(() => process.emit('SIGINT'), 5000).unref();
  },
  (limit + (desktop ? 0 : 240)) * 1000,
);

let code = 0;
try {
  await runTests({
    ...way,
    extensionDevelopmentPath: extension,
    extensionTestsPath: await buildTests(extension),
    launchArgs: [path.resolve(options.workspace), `--locale=${options.locale}`, ...profileArguments],
    extensionTestsEnv: {
      [variables.results]: results,
      [variables.release]: options.version,
      [variables.limit]: String(limit),
      [variables.output]: output,
      [variables.settings]: JSON.stringify(settings),
      ...(options.grep ? { [variables.grep]: options.grep } : {}),
      ...(options.bench ? { [variables.bench]: '1' } : {}),
      ...(options.shuffle ? { [variables.shuffle]: options.shuffle } : {}),
    },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  code = 1;
} finally {
  clearTimeout(timer);
  report.stop();
  if (profile) rmSync(profile.folder, { recursive: true, force: true, maxRetries: 5 });
}
const figures = readResults(results);
if (!figures) console.error('The suite did not run to its end: its report has no closing line.');
if (!figures || figures.failed > 0 || figures.passed === 0) code = 1;
process.exitCode = code;
