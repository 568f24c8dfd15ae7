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
  await chat.getByText('complete').first().waitFor();
  await page.locator('.explorer-folders-view').getByText('notice.md').first().dblclick();
  const code = page.locator('.editor-instance .view-lines').first();
  await code.waitFor();
  await code.click();
  await page.keyboard.press('Control+A');
  await window.choose('Ask About This Text', 'Demo: Short', margin.getByText('Nothing has been sent yet'));
  await margin.getByRole('button', { name: 'Reply...' }).or(margin.locator('.comment-form')).first().click();
  await page.keyboard.type('How do I stop an answer?');
  await margin.getByRole('button', { name: 'Send' }).click();
  await margin.getByText('not from a language model').waitFor();
  await expect.poll(() => [...stored().keys()].filter((file) => file.startsWith('margins')).length).toBe(1);
  expect([...stored()].find(([file]) => file.startsWith('margins'))?.[1]).toContain('not from a language model');
  await window.reload();
  const glyph = page.locator('.margin-view-overlays [class*="comment-thread"]').first();
  await glyph.waitFor();
  if (!(await margin.isVisible())) await glyph.click();
  await margin.getByText('not from a language model').waitFor();
});
