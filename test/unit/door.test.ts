import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

/** Lints one file with the project's own rules; the lines, counted from 1, on which a plugin has something to say. */
function linesRefused(file: string, lines: readonly string[]): readonly number[] {
  const copy = mkdtempSync(path.join(tmpdir(), 'door-'));
  try {
    const rules = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8'));
    writeFileSync(
      path.join(copy, 'biome.json'),
      JSON.stringify({ ...rules, $schema: undefined, vcs: { enabled: false } }),
    );
    cpSync(path.join(root, 'rules'), path.join(copy, 'rules'), { recursive: true });
    mkdirSync(path.join(copy, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(copy, file), lines.join('\n'));
    const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
    const found = lint([biome, 'lint', '--reporter=json', '--max-diagnostics=none', file], copy);
    const { diagnostics } = JSON.parse(found) as {
      diagnostics: readonly { category: string; location: { start: { line: number } } }[];
    };
    return diagnostics.filter(({ category }) => category === 'plugin').map(({ location }) => location.start.line);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function lint(args: readonly string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (failure) {
    return (failure as { stdout: string }).stdout;
  }
}

const wordsElsewhere = [
  "vscode.window.showInformationMessage('x');",
  "vscode.window.showWarningMessage('x', { modal: true });",
  "void window.showErrorMessage('x');",
  "vscode.window['showQuickPick']([]);",
  'vscode.window[`showErrorMessage`](words);',
  'const { showInputBox } = vscode.window;',
  'const { showOpenDialog: choose } = vscode.window;',
  "import { l10n } from 'vscode';",
  'vscode.window.withProgress(options, work);',
  'const pick = vscode.window.createQuickPick();',
  'const input = vscode.window.createInputBox();',
  "vscode.window.setStatusBarMessage('x', 4);",
  'const item = vscode.window.createStatusBarItem();',
  "row.tooltip = 'x';",
  'row.tooltip ??= words;',
  'row.tooltip += words;',
  'row.tooltip = new vscode.MarkdownString(words);',
  'view.badge = { value: 1, tooltip: words };',
  'const words = raw as Sentence;',
];

it.each(['src/host/probe.ts', 'src/extension.ts'])(
  'words of %s go out by the one module that makes them plain',
  (file) => {
    expect([...new Set(linesRefused(file, wordsElsewhere))]).toEqual(wordsElsewhere.map((_, at) => at + 1));
  },
);

it('the module that makes words plain may show them itself', () => {
  expect(linesRefused('src/host/platform/prompts.ts', wordsElsewhere)).toEqual([]);
});

/** A template in which `expression` stands. */
const template = (expression: string) => ['`it failed: $', `{${expression}}\``].join('');
const logged = [
  `log.warn(${template('String(error)')});`,
  `this.#log.error(${template('failure.message')});`,
  'parts.log.info(error.stack);',
  `log.debug(${template('error')});`,
];

it.each(['chat', 'storage', 'providers/haufe', 'host'])(
  'no message of a foreign error goes into the log from %s',
  (room) => {
    const lines = [...logged, `log.warn(${template('failureLine(error)')});`];
    expect([...new Set(linesRefused(`src/${room}/probe.ts`, lines))]).toEqual(logged.map((_, at) => at + 1));
  },
);

it('the translation of the words is set before all else', () => {
  const [, first] = /^import\b.*?'([^']+)';$/m.exec(readFileSync(path.join(root, 'src/extension.ts'), 'utf8')) ?? [];
  expect(first).toBe('./host/platform/translated.ts');
});
