// What tests may do with the page. `where` is `chat` (the chat webview's document) or `workbench` (VS Code around it).
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { palette, webview } from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {'chat' | 'workbench'} Where */
/** @typedef {Parameters<Page['getByRole']>[0]} Role */

/** @param {Page} page @param {Where} where */
const document = (page, where) => (where === 'chat' ? webview(page) : page);

export const actions = {
  /**
   * `source` is a function's source; it is called in the document and may return a promise.
   * (As one expression, since the webview's security policy forbids a page to make functions from text.)
   * @param {Page} page @param {{ where: Where, source: string, parameter: unknown }} parameters
   */
  evaluate: (page, { where, source, parameter }) =>
    document(page, where)
      .locator('html')
      .evaluate(`(${source})(${JSON.stringify(parameter)})`),

  /** @param {Page} page @param {{ where: Where, role: Role, name: string, exact?: boolean }} parameters */
  async click(page, { where, role, name, exact = true }) {
    await document(page, where).getByRole(role, { name, exact }).first().click();
  },

  /** Types into the composer, or what else `name` says. @param {Page} page @param {{ text: string, name?: string }} parameters */
  async type(page, { text, name }) {
    const box = webview(page)
      .getByRole('textbox', name ? { name, exact: true } : {})
      .first();
    await box.click();
    await box.pressSequentially(text);
  },

  /** Presses a key, such as `Enter` or `Control+F`, where the focus is. @param {Page} page @param {{ key: string }} parameters */
  async press(page, { key }) {
    await page.keyboard.press(key);
  },

  /** Types where the focus is, for example into a quick input. @param {Page} page @param {{ text: string }} parameters */
  async write(page, { text }) {
    await page.keyboard.type(text);
  },

  /** @param {Page} page @param {{ where: Where }} parameters */
  // biome-ignore : what a person sees is wanted, not all that the document holds
  text: (page, { where }) => document(page, where).locator('body').innerText(),

  /** @param {Page} page @param {{ title: string }} parameters */
  palette: (page, { title }) => palette(page, title),

  /** @param {Page} page @param {{ name: string }} parameters @param {string} pictures */
  async screenshot(page, { name }, pictures) {
    mkdirSync(pictures, { recursive: true });
    const file = path.join(pictures, `${name.replace(/[^\w-]+/g, '-').slice(0, 80)}.png`);
    await page.screenshot({ path: file });
    return file;
  },
};
