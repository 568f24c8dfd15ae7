// Compiles the tests that run inside VS Code: test/vscode/*.ts to out/test/vscode/*.js.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** @param {string} extension its folder @returns {Promise<string>} the file that VS Code runs */
export async function buildTests(extension) {
  const source = path.join(extension, 'test/vscode');
  const target = path.join(extension, 'out/test/vscode');
  // A test that was deleted must not run again.
  rmSync(target, { recursive: true, force: true });
  const tests = readdirSync(source).filter((name) => name.endsWith('.test.ts'));
  await build({
    entryPoints: ['index.ts', ...tests].map((name) => path.join(source, name)),
    outdir: target,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return path.join(target, 'index.js');
}
