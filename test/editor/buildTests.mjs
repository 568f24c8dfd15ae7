// Compiles the tests and measurements that run inside VS Code: test/vscode/*.ts to out/test/vscode/*.cjs.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** @param {string} extension its folder @returns {Promise<string>} the file that VS Code runs */
export async function buildTests(extension) {
  const source = path.join(extension, 'test/vscode');
  const target = path.join(extension, 'out/test/vscode');
  // A test that was deleted must not run again.
  rmSync(target, { recursive: true, force: true });
  const tests = readdirSync(source).filter((name) => /\.(?:test|bench)\.ts$/.test(name));
  await build({
    entryPoints: ['index.ts', ...tests].map((name) => path.join(source, name)),
    outdir: target,
    bundle: true,
    platform: 'node',
    // By name, since the extension's package.json says that a .js file is an ES module.
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    target: 'node22',
    sourcemap: 'inline',
    // Mocha is an ES module: one that is required waits for ever in VS Code 1.106 once the extension is one, too.
    external: ['vscode'],
    // Mocha's parallel runner, which is not used, names its files.
    logOverride: { 'require-resolve-not-external': 'silent' },
    logLevel: 'warning',
  });
  return path.join(target, 'index.cjs');
}
