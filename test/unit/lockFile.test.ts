import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

interface Entry {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = (name: string) => JSON.parse(readFileSync(path.join(import.meta.dirname, '../..', name), 'utf8'));
const entries = Object.entries<Entry>(read('package-lock.json').packages).filter(([name]) => name !== '');

it('checks every package that is installed by its hash, on every system', () => {
  const unchecked = entries.filter(
    ([, { integrity, link }]) => !link && !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''),
  );
  expect(unchecked.map(([name]) => name)).toEqual([]);
});

it('installs packages from the registry that npm is set to, and from nowhere else', () => {
  const elsewhere = entries.filter(([, { resolved }]) => resolved !== undefined);
  expect(elsewhere.map(([name]) => name)).toEqual([]);
});

it('says of every package that wants to run a program when it is installed whether it may', () => {
  const wanting = entries
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([name]) => name.replace(/^node_modules\//, ''));
  expect(Object.keys(read('package.json').allowScripts).sort()).toEqual(wanting.sort());
});
