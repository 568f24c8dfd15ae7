// A browser page that holds the product's style and the code of the bench.
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { launchBrowser } from '../editor/chromium.mjs';

const at = (/** @type {string} */ file) => fileURLToPath(new URL(file, import.meta.url));

/** @param {import('esbuild').BuildOptions} options */
async function bundle(options) {
  const { outputFiles } = await esbuild.build({
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    external: ['./icons/*'],
    define: { 'process.env.NODE_ENV': '"production"' },
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}

/** @returns {Promise<{ open: () => Promise<import('playwright-core').Page>, browser: import('playwright-core').Browser, close: () => Promise<void> }>} */
export async function benchBrowser() {
  const [browser, code, style] = await Promise.all([
    launchBrowser(),
    bundle({ entryPoints: [at('page/measure.ts')], globalName: 'bench' }),
    bundle({ entryPoints: [at('../../src/webview/style/style.css')] }),
  ]);
  return {
    browser,
    async open() {
      const page = await browser.newPage({ viewport: { width: 460, height: 700 } });
      await page.setContent('<!DOCTYPE html><html><body class="vscode-dark"></body></html>');
      await page.addStyleTag({ content: style });
      await page.addStyleTag({ content: 'body { overflow: auto; height: auto }' });
      await page.addScriptTag({ content: code });
      return page;
    },
    close: () => browser.close(),
  };
}

export { bundle };
