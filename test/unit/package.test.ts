import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles } from '@vscode/vsce';
import { expect, it } from 'vitest';
import { temporaryFolder } from './temporaryFolder.ts';

const root = path.join(import.meta.dirname, '../..');
const at = temporaryFolder();

it('packs what users need, and no source, test, map or tool', async () => {
  const needed = [
    ...['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'package.nls.json', 'package.nls.de.json'],
    ...[
      'l10n/bundle.l10n.de.json',
      'media/icon.png',
      'media/activity.svg',
      'media/walkthrough/demo.svg',
      'media/guide.en.md',
      'media/guide.de.md',
      'media/handbook.en.md',
      'media/handbook.de.md',
    ],
    ...['dist/extension.js', 'dist/chunks/demo-X.js', 'dist/THIRD-PARTY-NOTICES.txt', 'dist/sbom.cdx.json'],
    ...['dist/webview/main.js', 'dist/webview/style.css', 'dist/webview/icons/add.svg'],
  ];
  const ours = [
    ...['src/extension.ts', 'test/run.mjs', 'esbuild.mjs', 'tsconfig.json', 'biome.json', 'package-lock.json'],
    ...['CONTRIBUTING.md', '.ci/run', '.npmrc', 'out/window/end.png', 'node_modules/mocha/index.js', 'older.vsix'],
    ...[
      'dist/extension.js.map',
      'dist/chunks/demo-X.js.map',
      'dist/webview/main.js.map',
      'media/sketch.psd',
      'media/readme/film-dark.webp',
      'docs/development/testing.md',
    ],
  ];
  for (const file of [...needed, ...ours]) {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), '');
  }
  for (const file of ['package.json', '.vscodeignore']) cpSync(path.join(root, file), at(file));
  const files = await listFiles({ cwd: at() });
  expect(files.toSorted()).toEqual(needed.toSorted());
});
