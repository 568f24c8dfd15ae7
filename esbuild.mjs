/**
 * Builds the extension (Node, CommonJS) and the chat page (browser) into dist/. `--watch` rebuilds on change,
 * `--production` minifies, `--page=<folder>` builds the chat page alone.
 */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import esbuild from 'esbuild';
import { notices } from './test/editor/notices.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
/** `--page=<folder>` builds only the chat page, into that folder: its tests bring their own, untouched by other builds. */
const pageOnly = process.argv.find((argument) => argument.startsWith('--page='))?.slice('--page='.length);
const page = pageOnly ?? 'dist/webview';

/** @type {esbuild.BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'info',
  metafile: true,
};

/**
 * Leaves a dynamic import to be read from its own bundle when it is reached, so that starting up does not pay for it.
 * @param {RegExp} filter
 * @param {string} bundle
 * @returns {esbuild.Plugin}
 */
function loadedOnUse(filter, bundle) {
  return {
    name: 'loaded-on-use',
    setup(build) {
      build.onResolve({ filter }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: bundle, external: true } : undefined,
      );
    },
  };
}

/**
 * CodeMirror's modes make all their languages when they are loaded, which keeps the bundler from leaving any out.
 * @type {esbuild.Plugin}
 */
const onlyUsedGrammars = {
  name: 'only-used-grammars',
  setup(build) {
    build.onLoad({ filter: /legacy-modes\/mode\/\w+\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/^(export const \w+ = )(?=\w+\()/gm, '$1/* @__PURE__ */ '),
    }));
  },
};

/** @type {esbuild.BuildOptions[]} */
const builds = [
  {
    ...shared,
    entryPoints: {
      extension: 'src/extension.ts',
      stepCommands: 'src/host/stepCommands.ts',
      requestDetails: 'src/host/requestDetails.ts',
      vendors: 'src/vendors.ts',
      demo: 'src/demo/demo.ts',
      compaction: 'src/storage/compaction.ts',
      answerMarkdown: 'src/chat/answerMarkdown.ts',
    },
    outdir: 'dist',
    platform: 'node',
    format: 'cjs',
    // Node 22 is what the oldest supported VS Code (1.106) brings.
    target: 'node22.18',
    external: ['vscode'],
    plugins: [
      loadedOnUse(/\/stepCommands\.ts$/, './stepCommands.js'),
      loadedOnUse(/\/requestDetails\.ts$/, './requestDetails.js'),
      loadedOnUse(/\/vendors\.ts$/, './vendors.js'),
      loadedOnUse(/\/demo\/demo\.ts$/, './demo.js'),
      loadedOnUse(/\/compaction\.ts$/, './compaction.js'),
      loadedOnUse(/\/answerMarkdown\.ts$/, './answerMarkdown.js'),
    ],
  },
  {
    ...shared,
    entryPoints: {
      main: 'src/webview/main.ts',
      grammars: 'src/webview/grammars/grammars.ts',
      style: 'src/webview/style.css',
    },
    outdir: page,
    platform: 'browser',
    format: 'esm',
    target: 'chrome138',
    external: ['./icons/*'],
    // Most conversations never need the grammars.
    plugins: [loadedOnUse(/\/grammars\/grammars\.ts$/, './grammars.js'), onlyUsedGrammars],
  },
];

/** The page takes only the icons that its style names: the whole font is larger than the page. */
async function copyIcons() {
  await mkdir(`${page}/icons`, { recursive: true });
  const style = await readFile('src/webview/style/icons.css', 'utf8');
  const files = Array.from(style.matchAll(/url\(\.\/icons\/([\w-]+\.svg)\)/g), (found) => found[1]);
  await Promise.all(
    files.map((file) => copyFile(`node_modules/@vscode/codicons/src/icons/${file}`, `${page}/icons/${file}`)),
  );
}

await rm(pageOnly ? page : 'dist', { recursive: true, force: true });
await copyIcons();
if (pageOnly) builds.splice(0, builds.length, ...builds.filter((options) => options.outdir === page));

if (watch) {
  const contexts = await Promise.all(builds.map((options) => esbuild.context(options)));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  const built = await Promise.all(builds.map((options) => esbuild.build(options)));
  if (production && !pageOnly) {
    const inputs = built.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
    await writeFile('dist/THIRD-PARTY-NOTICES.txt', notices('.', inputs));
  }
}
