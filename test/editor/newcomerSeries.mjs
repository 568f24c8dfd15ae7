// What a newcomer sees, from the walkthrough to an inserted answer with its citation, and the same asked in VS Code's own chat.
import { openDocument, paragraph, wordsIn } from './scenario.mjs';
import { palette, webview } from './workbench.mjs';

/** @param {import('./scenario.mjs').Stage} stage */
export async function playNewcomer({ page, locale, take }) {
  const say = wordsIn(locale);
  const chat = webview(page);
  await page.getByRole('tab', { name: 'Expert Assistants' }).first().waitFor();
  await openDocument(page, say.document);
  await palette(page, say.walkthrough);
  const demo = page.locator('.monaco-button', { hasText: say.demo }).first();
  await demo.waitFor();
  await take('newcomer-1-walkthrough');
  await demo.click();
  const example = chat.getByRole('button', { name: say.sample });
  await example.waitFor();
  await take('newcomer-2-demo');
  await example.click();
  const answer = chat.getByRole('article').nth(1);
  await answer.getByText(say.complete, { exact: true }).first().waitFor();
  await take('newcomer-3-answer');
  await answer.locator('button.source').first().click();
  await chat.locator('.passage').first().waitFor();
  await take('newcomer-4-source');
  await page.getByRole('tab', { name: say.document }).click();
  await paragraph(page).click();
  await answer.getByRole('button', { name: say.insert }).click();
  await page.locator('.view-line', { hasText: '[^1]:' }).first().waitFor();
  await take('newcomer-5-inserted');

  await palette(page, say.inEditor);
  await palette(page, 'Chat: Open Chat');
  const field = page.locator('.interactive-session .chat-input-container').first();
  const input = field.locator('.native-edit-context, textarea').first();
  await input.focus();
  await page.keyboard.type(`@expert ${say.question}`, { delay: 20 });
  // The chat still opening takes no text: what was typed then went nowhere.
  await field.getByText(say.question.slice(-12)).first().waitFor();
  await take('newcomer-6-native-question');
  await page.keyboard.press('Enter');
  const inserts = page.locator('.interactive-session .monaco-button', { hasText: say.insert }).first();
  const again = page.locator('.interactive-session .codicon-refresh').last();
  await inserts.or(again).first().waitFor();
  // VS Code asks its models who is there with the first message, and refuses that one.
  if (!(await inserts.isVisible())) await again.click();
  await inserts.waitFor();
  await take('newcomer-7-beside-native-chat');
}
