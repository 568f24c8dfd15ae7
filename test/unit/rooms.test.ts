import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

/** A file, what it imports, and whether the rule of the rooms forbids that. */
const forbidden = [
  ['src/chat/probe.ts', '../providers/http.ts'],
  ['src/chat/probe.ts', '../protocol.ts'],
  ['src/chat/probe.ts', '../pageWords.ts'],
  ['src/pageWords.ts', './host/labels.ts'],
  ['src/chat/probe.ts', 'node:fs'],
  ['src/chat/probe.ts', 'vscode'],
  ['src/providers/haufe/probe.ts', '../../host/labels.ts'],
  ['src/providers/probe.ts', '../storage/journal.ts'],
  ['src/providers/probe.ts', 'node:http'],
  ['src/storage/probe.ts', '../providers/http.ts'],
  ['src/storage/probe.ts', 'node:net'],
  ['src/storage/probe.ts', 'vscode'],
  ['src/demo/probe.ts', '../chat/model.ts'],
  ['src/demo/probe.ts', '../providers/http.ts'],
  ['src/host/probe.ts', '../providers/http.ts'],
  ['src/host/probe.ts', '../demo/demo.ts'],
  ['src/host/probe.ts', '../storage/journal.ts'],
  ['src/webview/probe.ts', '../host/labels.ts'],
  ['src/webview/markdown/probe.ts', '../../providers/http.ts'],
  ['src/webview/probe.ts', 'vscode'],
  ['src/webview/probe.ts', 'node:path'],
  ['src/extension.ts', './webview/main.ts'],
] as const;
const allowed = [
  ['src/host/probe.ts', '../chat/model.ts'],
  ['src/providers/haufe/probe.ts', '../http.ts'],
  ['src/storage/probe.ts', 'node:fs/promises'],
  ['src/webview/probe.ts', '../protocol.ts'],
  ['src/webview/probe.ts', '../pageWords.ts'],
  ['src/host/probe.ts', 'vscode'],
] as const;
const probes = [...forbidden, ...allowed];

/** Where each probe lies: beside the file that it stands for, under a name of its own. */
const probeFile = (index: number) => {
  const { dir, base } = path.posix.parse(probes[index]?.[0] ?? '');
  // Rules for single files go by their name.
  return base === 'probe.ts' ? `${dir}/probe${index}.ts` : `${dir}/${base}`;
};
let refused: ReadonlySet<string>;

/** One run of the linter over all probes, in a folder with the project's own rules. */
beforeAll(() => {
  const copy = mkdtempSync(path.join(tmpdir(), 'rooms-'));
  try {
    const rules = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8'));
    writeFileSync(
      path.join(copy, 'biome.json'),
      JSON.stringify({ ...rules, $schema: undefined, vcs: { enabled: false } }),
    );
    cpSync(path.join(root, 'rules'), path.join(copy, 'rules'), { recursive: true });
    for (const [index, [, specifier]] of probes.entries()) {
      const target = path.join(copy, probeFile(index));
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, `import { x } from '${specifier}';\nexport const y = x;\n`);
    }
    refused = filesRefused(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

function filesRefused(folder: string): ReadonlySet<string> {
  const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
  const parameters = ['lint', '--only=style/noRestrictedImports', '--reporter=github', '--max-diagnostics=none', 'src'];
  let output: string;
  try {
    output = execFileSync(process.execPath, [biome, ...parameters], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  } catch (failure) {
    output = (failure as { stdout: string }).stdout;
  }
  const files = Array.from(output.matchAll(/file=([^,]+)/g), ([, file = '']) => file);
  return new Set(files.map((file) => path.relative(folder, path.resolve(folder, file))));
}

describe('the import rule bites', () => {
  it.each(forbidden.map((probe, index) => [...probe, index] as const))(
    '%s must not import %s',
    (_file, _specifier, index) => {
      expect(refused).toContain(probeFile(index));
    },
  );

  it.each(allowed.map((probe, index) => [...probe, forbidden.length + index] as const))(
    '%s may import %s',
    (_file, _specifier, index) => {
      expect(refused).not.toContain(probeFile(index));
    },
  );
});
