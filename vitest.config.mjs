import { defineConfig } from 'vitest/config';
import { tags } from './test/contract/coverage/rows.mts';

const project = (name, options = {}) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // A condition is waited for as long as its test may take: how busy the machine is decides nothing.
    expect: { poll: { timeout: 25_000 } },
    ...options,
  },
});

const long = process.env['EXPERT_ASSISTANTS_LONG'] === '1';

/** So many files at a time: Vitest itself takes one core less than there are. At its full amount each has the machine for itself. */
const files = (count) => ({ maxWorkers: long ? 1 : count });

/** `unit` and `contract` run in plain Node, `webview` drives the built page in a real Chromium, `window` all of VS Code. */
export default defineConfig({
  test: {
    tags,
    reporters: ['default', './test/contract/coverage/reporter.ts'],
    // A green file is one line; what a failing test printed, its seed too, stands with its failure.
    slowTestThreshold: Number.POSITIVE_INFINITY,
    silent: long ? false : 'passed-only',
    projects: [
      // Threads start in less time than processes.
      project('unit', { ...files(2), pool: 'threads' }),
      // Its traffic is held against the vendors' documents. Where two files wait for clocks, a third computes.
      project('contract', { ...files(3), setupFiles: 'test/contract/traffic.ts' }),
      project('faults', files(2)),
      // All files share one browser, with contexts of their own, and two processes: a third of the work was to load Playwright for each.
      project('webview', { ...files(2), isolate: false, globalSetup: 'test/webview/shared.ts', testTimeout: 120_000 }),
      // For looking at, on `npm run screenshots` only.
      project('pictures', { globalSetup: 'test/webview/shared.ts', fileParallelism: false }),
      // VS Code from outside, as a person uses it: dialogs, reloading, another language. Two files at a time share the
      // browser and the installed VS Code; each has its own server, profile and context.
      project('window', {
        globalSetup: 'test/window/shared.ts',
        maxWorkers: 2,
        testTimeout: 240_000,
        hookTimeout: 600_000,
        expect: { poll: { timeout: 60_000 } },
      }),
    ],
  },
});
