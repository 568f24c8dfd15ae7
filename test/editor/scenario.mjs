// What README's pictures show, as a person would do it.
import { palette, webview } from './workbench.mjs';

/**
 * @param {object} stage
 * @param {import('playwright-core').Page} stage.page
 * @param {string} stage.locale
 * @param {(name: string) => Promise<void>} stage.take
 */
export async function play({ page, locale, take }) {
  const german = locale === 'de';
  const assistants = page.getByRole('tab', { name: german ? 'Assistenten' : 'Assistants' });
  await assistants.first().click();
  await page.locator('.pane-body', { hasText: 'Demo' }).first().waitFor();
  await take('assistants');
  await palette(page, german ? 'Demo ausprobieren' : 'Try the Demo');
  await webview(page).getByRole('textbox').first().waitFor();
  await take('demo');
}
