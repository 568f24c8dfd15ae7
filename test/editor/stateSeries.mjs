// States that VS Code itself paints: a conversation in the margin, and the question in Restricted Mode.
import { openDocument, selectParagraph, wordsIn } from './scenario.mjs';
import { palette, webview } from './workbench.mjs';

/** Chooses in VS Code's list. @param {import('playwright-core').Page} page @param {string} text */
async function choose(page, text) {
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first().click();
}

/** @param {import('./scenario.mjs').Stage} stage */
async function openDemo({ page, locale }) {
  const say = wordsIn(locale);
  await page.getByRole('tab', { name: 'Expert Assistants' }).first().waitFor();
  await openDocument(page, say.document);
  await palette(page, say.demo);
  await webview(page).getByRole('textbox', { name: say.message }).waitFor();
  await selectParagraph(page);
  return say;
}

/** @param {import('./scenario.mjs').Stage} stage */
export async function playMargin(stage) {
  const { page, take } = stage;
  const say = await openDemo(stage);
  await palette(page, say.askInMargin);
  await choose(page, say.whomInMargin);
  const margin = page.locator('.review-widget');
  const field = margin.locator('.comment-form .native-edit-context');
  const reply = margin.locator('.review-thread-reply-button');
  await reply.or(field).filter({ visible: true }).first().waitFor();
  await take('margin-asked');
  // VS Code may have opened the field already; its text lies over it, so that no click reaches it.
  if (await field.isVisible()) await field.focus();
  else await reply.click();
  await field.and(page.locator(':focus')).waitFor();
  await page.keyboard.type(say.question);
  await page.keyboard.press('Control+Enter');
  await margin.getByText(say.ofHandbook).waitFor();
  await take('margin-answered');
  // Room for all of it: no list of files, and none of comments, which VS Code has opened.
  await page.keyboard.press('Control+B');
  await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+J');
  await page.locator('.part.panel').waitFor({ state: 'hidden' });
  await page.setViewportSize({ width: 1000, height: 860 });
  // Its text and its beginning come into sight with the cursor.
  await page.keyboard.press('Control+1');
  for (let line = 0; line < 4; line++) await page.keyboard.press('ArrowUp');
  await take('margin', 'media/readme');
}

/** @param {import('./scenario.mjs').Stage} stage */
export async function playRestricted(stage) {
  const { page, take } = stage;
  const say = await openDemo(stage);
  await palette(page, say.ask);
  await choose(page, say.whom);
  const chat = webview(page);
  await chat.getByRole('list', { name: say.context }).waitFor();
  const composer = chat.getByRole('textbox', { name: say.message });
  await composer.fill(say.question);
  await composer.press('Enter');
  await page.getByText(say.restricted).waitFor();
  await take('restricted');
}
