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

/** Call at the top of a test file: a browser whose pages hold the code that paints Markdown, and nothing else. */
export function useMarkdown(): () => Promise<{ readonly page: Page; readonly options: EmitOptions }> {
  useChatPage();
  let code = '';
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
  return async () => {
    const page = await openBlank();
    await page.addScriptTag({ content: code });
    return { page, options: { labels: await labelsIn('en'), sources, finished: true } };
  };
}
