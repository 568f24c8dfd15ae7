/**
 * Builds the extension (Node) and the chat page (browser) into dist/, both as ES modules. `--watch` rebuilds on change,
 * `--production` minifies, `--page=<folder>` builds the chat page alone.
 */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import esbuild from 'esbuild';
import { notices } from './test/editor/notices.mjs';
import { sbom } from './test/editor/sbom.mjs';

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
  // What users get has its sizes measured elsewhere.
  logLevel: production ? 'warning' : 'info',
  metafile: true,
};

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
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist',
    // What is imported when it is used gets a file of its own, and what several of them share, another one.
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    // Node 22 is what the oldest supported VS Code (1.106) brings.
    target: 'node22.18',
    external: ['vscode'],
  },
  {
    ...shared,
    entryPoints: { main: 'src/webview/main.ts', style: 'src/webview/style/style.css' },
    outdir: page,
    // Most conversations never need the grammars.
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'browser',
    format: 'esm',
    target: 'chrome138',
    external: ['./icons/*'],
    plugins: [onlyUsedGrammars],
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

const importOnly = /import"\.\/([\w-]+\.js)";/g;
const importAny = /(?:from|import)\s*"\.\/([\w-]+\.js)"/g;

/**
 * Drops the imports for side effects alone that load nothing new. esbuild names in each chunk that something imports by
 * `import()` all others that it needs: those that another import brings along anyway are a third of all import lines.
 * @param {string} folder
 */
async function dropNeedlessImports(folder) {
  const names = await readdir(folder);
  /** @type {Map<string, string>} */
  const chunks = new Map();
  for (const name of names) chunks.set(name, await readFile(`${folder}/${name}`, 'utf8'));
  /** @param {string} name @param {Set<string>} reached */
  const reach = (name, reached) => {
    for (const [, imported = ''] of (chunks.get(name) ?? '').matchAll(importAny))
      if (!reached.has(imported)) reach(imported, reached.add(imported));
    return reached;
  };
  for (const name of names) {
    let code = chunks.get(name) ?? '';
    for (const [line, imported = ''] of code.matchAll(importOnly)) {
      chunks.set(name, code.replace(line, ''));
      if (reach(name, new Set()).has(imported)) code = code.replace(line, '');
    }
    chunks.set(name, code);
    await writeFile(`${folder}/${name}`, code);
  }
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
    await dropNeedlessImports('dist/chunks');
    const inputs = built.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
    await writeFile('dist/THIRD-PARTY-NOTICES.txt', notices('.', inputs));
    await writeFile('dist/sbom.cdx.json', sbom('.', inputs));
  }
}
