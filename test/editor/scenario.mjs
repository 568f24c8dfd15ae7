// What README's pictures show, as a person would do it.

/**
 * @param {object} stage
 * @param {import('playwright-core').Page} stage.page
 * @param {string} stage.locale
 * @param {(name: string) => Promise<void>} stage.take
 */
export async function play({ page, locale, take }) {
  const german = locale === 'de';
  await page.getByRole('tab', { name: 'Expert Assistants' }).first().click();
  await page
    .getByText(german ? 'Assistenten' : 'Assistants')
    .first()
    .waitFor();
  await take('assistants');
}
