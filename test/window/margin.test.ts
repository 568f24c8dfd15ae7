import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWindow, type Window } from './window.ts';

let window: Window;
beforeAll(async () => {
  window = await openWindow();
}, 240_000);
afterAll(() => window?.close());

it('shows a conversation beside its text again after the window was loaded again', async () => {
  const { page, run, chat, stored } = window;
  const margin = page.locator('.review-widget');
  await run('Try the Demo');
  await chat.locator('textarea:focus').waitFor();
  await page.locator('.explorer-folders-view').getByText('notice.md').first().dblclick();
  const code = page.locator('.editor-instance .view-lines').first();
  await code.waitFor();
  await code.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+End');
  await window.choose('Ask About This Text', 'Demo: Short', margin.getByText('Nothing has been sent yet'));
  const field = margin.locator('.comment-form .native-edit-context');
  const reply = margin.locator('.review-thread-reply-button');
  await reply.or(field).filter({ visible: true }).first().waitFor();
  // VS Code may have opened the field already; its text lies over it, so that no click reaches it.
  if (await field.isVisible()) await field.focus();
  else await reply.click();
  await field.and(page.locator(':focus')).waitFor();
  await page.keyboard.type('How do I stop an answer?');
  await margin.getByRole('button', { name: 'Send' }).click();
  await margin.getByText('not from a language model').waitFor();
  const kept = () => [...stored()].flatMap(([file, held]) => (file.startsWith('margins') ? held : []));
  await expect.poll(() => kept().join()).toContain('"state":"complete"');
  expect(kept()).toHaveLength(1);
  await window.reload();
  const glyph = page.locator('.margin-view-overlays [class*="comment-thread"]').first();
  await glyph.waitFor();
  if (!(await margin.isVisible())) await glyph.click();
  await margin.getByText('not from a language model').waitFor();
});
