import { existsSync } from 'node:fs';
import path from 'node:path';
import { listFiles } from '@vscode/vsce';
import { expect, it } from 'vitest';

const cwd = path.join(import.meta.dirname, '../..');

it('the package holds exactly what users need', async () => {
  if (!existsSync(path.join(cwd, 'dist/extension.js'))) throw new Error('Build first: npm run build');
  const files = (await listFiles({ cwd })).sort();
  const many = /^(dist\/webview\/icons\/[\w-]+\.svg|media\/readme\/[\w-]+\.webp)$/;
  expect(files.filter((file) => !many.test(file) && file !== 'dist/THIRD-PARTY-NOTICES.txt')).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/citations.js',
    'dist/compaction.js',
    'dist/demo.js',
    'dist/extension.js',
    'dist/requestDetails.js',
    'dist/stepCommands.js',
    'dist/vendors.js',
    'dist/webview/grammars.js',
    'dist/webview/main.js',
    'dist/webview/style.css',
    'l10n/bundle.l10n.de.json',
    'media/activity.svg',
    'media/chat.svg',
    'media/guide.de.md',
    'media/guide.en.md',
    'media/icon.png',
    'media/sources.svg',
    'package.json',
    'package.nls.de.json',
    'package.nls.json',
  ]);
  expect(files.filter((file) => many.test(file)).length).toBeGreaterThan(10);
});
