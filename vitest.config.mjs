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

/** `unit` and `contract` run in plain Node, `webview` drives the built page in a real Chromium, `window` all of VS Code. */
export default defineConfig({
  test: {
    tags,
    reporters: ['default', './test/contract/coverage/reporter.ts'],
    projects: [
      project('unit'),
      // Its traffic is held against the vendors' documents.
      project('contract', { setupFiles: 'test/contract/traffic.ts' }),
      project('faults'),
      // One Chromium at a time: two of them would share two cores and learn nothing more.
      project('webview', { fileParallelism: false, testTimeout: 120_000 }),
      // For looking at, on `npm run screenshots` only.
      project('pictures', { fileParallelism: false }),
      // VS Code from outside, as a person uses it: dialogs, reloading, another language.
      project('window', {
        fileParallelism: false,
        testTimeout: 240_000,
        hookTimeout: 600_000,
        // On a machine at work the editor itself loses a key or a click now and then. What fails twice is ours.
        retry: 1,
        expect: { poll: { timeout: 60_000 } },
      }),
    ],
  },
});
