import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
/** A copy of the sources with the project's own rules, so that a forbidden import can be planted. */
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'rooms-'));
  const rules = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8'));
  writeFileSync(
    path.join(copy, 'biome.json'),
    JSON.stringify({ ...rules, $schema: undefined, vcs: { enabled: false } }),
  );
  cpSync(path.join(root, 'rules'), path.join(copy, 'rules'), { recursive: true });
  cpSync(path.join(root, 'src'), path.join(copy, 'src'), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function lint(file: string, code: string): string {
  const target = path.join(copy, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, code);
  try {
    const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
    return execFileSync(process.execPath, [biome, 'lint', '--only=style/noRestrictedImports', target], {
      cwd: copy,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (failure) {
    const { stdout, stderr } = failure as { stdout: string; stderr: string };
    return stdout + stderr;
  } finally {
    rmSync(target);
  }
}

const named = (specifier: string) => `import { x } from '${specifier}';\nexport const y = x;\n`;

describe('the import rule bites', () => {
  it.each([
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
  ])('%s must not import %s', (file, specifier) => {
    expect(lint(file, named(specifier))).toContain('noRestrictedImports');
  });

  it.each([
    ['src/host/probe.ts', '../chat/model.ts'],
    ['src/providers/haufe/probe.ts', '../http.ts'],
    ['src/storage/probe.ts', 'node:fs/promises'],
    ['src/webview/probe.ts', '../protocol.ts'],
    ['src/webview/probe.ts', '../pageWords.ts'],
    ['src/host/probe.ts', 'vscode'],
  ])('%s may import %s', (file, specifier) => {
    expect(lint(file, named(specifier))).not.toContain('noRestrictedImports');
  });
});
