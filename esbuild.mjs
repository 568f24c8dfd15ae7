/**
 * Builds the extension (Node, CommonJS) and the chat page (browser) into dist/, and the suite that runs inside VS Code
 * into out/. `--watch` rebuilds on change, `--production` minifies, `--tests` adds the suite.
 */
import { copyFile, glob, mkdir, rm } from 'node:fs/promises';
import esbuild from 'esbuild';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** @type {esbuild.BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'info',
  metafile: true,
};

/** @type {esbuild.BuildOptions[]} */
const builds = [
  {
    ...shared,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    platform: 'node',
    format: 'cjs',
    // Node 22 is what the oldest supported VS Code (1.106) brings.
    target: 'node22.18',
    external: ['vscode'],
  },
  {
    ...shared,
    entryPoints: { main: 'src/webview/main.ts', style: 'src/webview/style.css' },
    outdir: 'dist/webview',
    platform: 'browser',
    format: 'iife',
    target: 'chrome138',
    external: ['./codicon.ttf'],
  },
];

if (process.argv.includes('--tests')) {
  const entryPoints = await Array.fromAsync(glob('test/vscode/**/*.ts'));
  builds.push({
    ...shared,
    minify: false,
    sourcemap: 'inline',
    entryPoints,
    outdir: 'out/test/vscode',
    outbase: 'test/vscode',
    platform: 'node',
    format: 'cjs',
    target: 'node22.18',
    external: ['vscode', 'mocha'],
  });
}

await rm('dist', { recursive: true, force: true });
await mkdir('dist/webview', { recursive: true });
await copyFile('node_modules/@vscode/codicons/dist/codicon.ttf', 'dist/webview/codicon.ttf');

if (watch) {
  const contexts = await Promise.all(builds.map((options) => esbuild.context(options)));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  await Promise.all(builds.map((options) => esbuild.build(options)));
}
