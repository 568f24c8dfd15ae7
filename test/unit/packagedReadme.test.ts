import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { packagedReadme } from '../editor/packagedReadme.mjs';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '').length;

it.each(['README.md', 'README.de.md'])('packs %s without links and pictures that lead nowhere from VS Code', (file) => {
  const packed = packagedReadme(read(file));
  expect(packed).not.toMatch(/!\[/);
  const targets = [...packed.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target);
  expect(targets.filter((target) => !target?.startsWith('https://'))).toEqual([]);
  expect(packed).toContain('CONTRIBUTING.md');
});

it.each(['README.md', 'README.de.md'])('keeps %s a page that is read: 950 words and 130 lines at most', (file) => {
  const text = read(file);
  expect(words(text)).toBeLessThanOrEqual(950);
  expect(text.split('\n').length).toBeLessThanOrEqual(130);
});

it('keeps both languages of the README alike, section by section', () => {
  const shape = (file: string) => read(file).match(/^(?:#+|\d+\.|-|\|)/gm);
  expect(shape('README.de.md')).toEqual(shape('README.md'));
});

it('names in the README only commands that exist, in the language of the README', () => {
  for (const [file, nls] of [
    ['README.md', 'package.nls.json'],
    ['README.de.md', 'package.nls.de.json'],
  ] as const) {
    const titles = new Set(Object.values(JSON.parse(read(nls))));
    const named = [...read(file).matchAll(/\*\*([^*\n]+…)\*\*/g)].map(([, name]) => name);
    const notOurs = ['Install from VSIX…', 'Aus VSIX installieren …', '…'];
    expect(named.filter((name) => !titles.has(name) && !notOurs.includes(name ?? ''))).toEqual([]);
  }
});
