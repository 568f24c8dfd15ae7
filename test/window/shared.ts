import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildExtension } from '../editor/buildExtension.mjs';
import { launchSharedBrowser } from '../editor/chromium.mjs';
import { installVSCode } from '../editor/install.mjs';

/** Builds the extension, installs VS Code and starts the browser once for all files; each has its own server and profile. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // `npm test` has built it, and other parts of it use that build at the same time.
  if (!process.env['EXPERT_ASSISTANTS_BUILT']) await buildExtension(path.join(import.meta.dirname, '../..'));
  await installVSCode();
  const browser = await launchSharedBrowser();
  project.provide('browser', browser.wsEndpoint());
  return () => browser.close();
}
