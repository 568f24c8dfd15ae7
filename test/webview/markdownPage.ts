import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import type { Page } from 'playwright-core';
import { beforeAll } from 'vitest';
import type { EmitOptions } from '../../src/webview/markdown/options.ts';
import { openBlank, useChatPage } from './chat.ts';
import { labelsIn } from './labels.ts';
import type * as InPage from './markdownInPage.ts';
import { sources } from './samples.ts';

export type InPageWindow = { readonly inPage: typeof InPage };

/**
 * Call at the top of a test file: a page that holds the code that paints Markdown, and nothing else. It changes nothing
 * of its own, so all tests of the file share it; one that changes its settings asks for a `fresh` one.
 */
export function useMarkdown(): (fresh?: 'fresh') => Promise<{ readonly page: Page; readonly options: EmitOptions }> {
  useChatPage();
  let code = '';
  let shared: Page | undefined;
  beforeAll(async () => {
    const { outputFiles } = await esbuild.build({
      entryPoints: [fileURLToPath(new URL('markdownInPage.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'inPage',
    });
    code = outputFiles[0]?.text ?? '';
  });
  const filled = async (page: Page) => {
    await page.addScriptTag({ content: code });
    return page;
  };
  return async (fresh) => {
    shared ??= await filled(await openBlank('file'));
    const page = fresh ? await filled(await openBlank()) : shared;
    return { page, options: { labels: labelsIn('en'), sources, finished: true } };
  };
}
