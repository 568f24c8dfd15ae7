import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { launchSharedBrowser } from '../editor/chromium.mjs';
import { buildPage } from './builtPage.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the browser that all files share listens. */
    readonly browser: string;
    /** The folder of the built page. */
    readonly page: string;
  }
}

/** Builds the page and starts the browser once for all files; each file opens contexts of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await launchSharedBrowser();
  const page = buildPage();
  project.provide('browser', browser.wsEndpoint());
  project.provide('page', page);
  return async () => {
    await browser.close();
    rmSync(page, { recursive: true, force: true });
  };
}
