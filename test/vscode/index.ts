// Started by VS Code in its extension host: runs the tests beside it with Mocha and reports to the runner's file.
import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import { timeActivation } from './activationTime';
import { FileReporter } from './fileReporter';
import { hasPage, screenshot } from './page';

const extensionId = 'expert-assistants.expert-assistants';

export async function run(): Promise<void> {
  const results = process.env['EXPERT_ASSISTANTS_TEST_RESULTS'];
  if (!results) throw new Error('Start the tests with test/editor/runTests.mjs.');
  const report = (text: string) => appendFileSync(results, `${text}\n`);
  try {
    await runSuite(report);
  } catch (error) {
    report(`${error instanceof Error ? error.message : error}`);
    throw error;
  }
}

async function runSuite(report: (text: string) => void): Promise<void> {
  // VS Code starts the tests before it has activated anything.
  const extension = vscode.extensions.getExtension(extensionId);
  if (!extension) throw new Error(`VS Code does not know the extension ${extensionId}.`);
  report(await timeActivation(extension));

  const grep = process.env['EXPERT_ASSISTANTS_TEST_GREP'];
  const mocha = new Mocha({ ui: 'bdd', reporter: FileReporter, color: false, timeout: 60_000, ...(grep && { grep }) });
  const ending = process.env['EXPERT_ASSISTANTS_TEST_BENCH'] ? '.bench.cjs' : '.test.cjs';
  const files = readdirSync(__dirname).filter((name) => name.endsWith(ending) && (hasPage || needsNoPage(name)));
  if (files.length === 0) throw new Error(`There are no tests in ${__dirname}.`);
  for (const file of files.sort()) mocha.addFile(path.join(__dirname, file));
  const seed = Number(process.env['EXPERT_ASSISTANTS_TEST_SHUFFLE']);
  if (seed) {
    await mocha.loadFilesAsync();
    for (const { tests } of mocha.suite.suites) shuffle(tests, seed);
    report(`The tests of each file in the order of seed ${seed}.`);
  }
  mocha.rootHooks({
    async afterEach(this: Mocha.Context) {
      const test = this.currentTest;
      if (test?.state === 'failed' && hasPage) await screenshot(`failed ${test.fullTitle()}`);
    },
  });

  // The extension host's console cannot be replaced, and does not fill in `%s`; Mocha's own way out can and does.
  const { format } = await import('node:util');
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => report(format(...parts));
  const stats = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => runner.stats && resolve(runner.stats));
  });
  report(`${stats.passes} passed, ${stats.failures} failed, ${stats.pending} skipped`);
  if (stats.failures > 0) throw new Error(`${stats.failures} tests failed.`);
}

/** What desktop VS Code can be tested by: its page is controlled by nobody. */
function needsNoPage(name: string): boolean {
  return ['activation.', 'asking.'].some((file) => name.startsWith(file));
}

/** No test may rely on the one before: to look for those that do. */
function shuffle(tests: Mocha.Test[], seed: number): void {
  for (let at = tests.length - 1, state = seed; at > 0; at--) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    const other = state % (at + 1);
    [tests[at], tests[other]] = [tests[other] as Mocha.Test, tests[at] as Mocha.Test];
  }
}
