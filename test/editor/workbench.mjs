// VS Code's window in a browser page: opened with an extension under development, commanded, looked into.
import { addressOf } from './server.mjs';

/** Nothing takes longer, even on a machine that is busy with other things. */
export const patience = 60_000;

/**
 * @param {import('playwright-core').Browser} browser
 * @param {{ width?: number, height?: number, locale?: string }} [options]
 */
export async function newPage(browser, { width = 1280, height = 800, locale = 'en' } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: locale === 'de' ? 'de-DE' : 'en-US',
    // What turns is painted anew all the time.
    reducedMotion: 'reduce',
    // What comes from this machine takes longer to compress than to hand over.
    extraHTTPHeaders: { 'Accept-Encoding': 'identity' },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  return page;
}

/**
 * @param {import('playwright-core').Page} page
 * @param {import('./server.mjs').Server} server
 * @param {{ extension?: string, tests?: string, folder?: string | undefined }} options `extension` as under development, `tests` to run in it
 */
export async function openWorkbench(page, server, { extension, tests, folder }) {
  if (extension) await developmentExtension(page, server, extension, tests);
  await page.goto(addressOf(server, folder), { timeout: patience });
  await page.locator('.monaco-workbench').waitFor();
}

/**
 * A built VS Code takes an extension under development from its address only with a flag that hides notifications;
 * so the page's configuration is changed before VS Code reads it. (Changing the HTML on its way would make the browser
 * treat the page as foreign and refuse its connection to this machine.)
 * @param {import('playwright-core').Page} page @param {import('./server.mjs').Server} server
 * @param {string} extension @param {string | undefined} tests
 */
async function developmentExtension(page, server, extension, tests) {
  await page.addInitScript(
    ({ url, authority, extension, tests }) => {
      if (location.origin !== url || window.top !== window) return;
      const place = (/** @type {string} */ path) => ({ scheme: 'vscode-remote', authority, path });
      new MutationObserver((_, observer) => {
        const element = document.getElementById('vscode-workbench-web-configuration');
        if (!element) return;
        observer.disconnect();
        const configuration = JSON.parse(element.getAttribute('data-settings') ?? '{}');
        configuration.developmentOptions = {
          ...configuration.developmentOptions,
          extensions: [place(extension)],
          ...(tests ? { extensionTestsPath: place(tests) } : {}),
        };
        element.setAttribute('data-settings', JSON.stringify(configuration));
      }).observe(document, { childList: true, subtree: true });
    },
    { url: server.url, authority: server.authority, extension, tests },
  );
}

/**
 * Runs a command by its title in the palette.
 * @param {import('playwright-core').Page} page @param {string} title
 */
export async function palette(page, title) {
  const box = page.locator('.quick-input-widget');
  const input = box.locator('input[type="text"]');
  const deadline = Date.now() + 2 * patience;
  // Each time longer: on a machine at work the palette may need more than it had, and would begin anew for ever.
  for (let timeout = 5000; ; timeout *= 2) {
    await page.keyboard.press('F1');
    try {
      // From inside a webview the key takes a detour: what is typed before the palette has the focus is lost.
      await input.and(page.locator(':focus')).waitFor({ timeout });
      await input.fill(`>${title}`, { timeout });
      await box.locator('.monaco-list-row', { hasText: title }).first().click({ timeout });
      return;
    } catch (error) {
      // A window that is still opening its views takes the focus back, which closes the palette.
      if (Date.now() > deadline) throw error;
      // Open, it goes on listing what was there when it opened: the extension may have come later.
      if (await input.isVisible()) await page.keyboard.press('Escape');
    }
  }
}

/**
 * The content of one of an extension's webviews.
 * @param {import('playwright-core').Page} page
 * @param {{ extension?: string, title?: string }} [which] `title` as VS Code gives it to the webview
 */
export function webview(page, { extension = 'expert-assistants.expert-assistants', title } = {}) {
  const named = title ? `[title="${title}"]` : '';
  return page
    .frameLocator(`iframe.webview.ready[src*="extensionId=${extension}"]${named} >> nth=0`)
    .frameLocator('iframe#active-frame');
}
