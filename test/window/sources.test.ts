import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWindow, type Window } from './window.ts';

let window: Window;
beforeAll(async () => {
  window = await openWindow({
    settings: { 'expertAssistants.connections': [{ id: 'demo', provider: 'demo', label: 'Demo' }] },
  });
  await window.startWith('Demo Guide');
  const composer = window.chat.getByRole('textbox', { name: 'Message' });
  await composer.fill('Which keys are there?');
  await composer.press('Enter');
  await window.chat.getByRole('article').nth(1).getByText('complete', { exact: true }).waitFor();
}, 300_000);
afterAll(() => window?.close());

it('a source is read by its name, and its passage leads back to the answer by keyboard', async () => {
  await window.run('Focus on Sources View');
  const { page } = window;
  const rows = page.locator('.pane-body .monaco-list-row');
  const source = rows.and(page.locator('[aria-label^="Source 1: "]'));
  await source.waitFor();
  await source.click();
  await rows.and(page.locator('[aria-level="2"]')).first().waitFor();
  await page.keyboard.press('ArrowDown');
  const passage = rows.and(page.locator('.focused'));
  await expect.poll(() => passage.getAttribute('aria-level')).toBe('2');
  const label = await passage.getAttribute('aria-label');
  expect(label).not.toContain('\n');
  await page.keyboard.press('Enter');
  await window.chat.locator('.citation[data-citation="1"]:focus, [data-source="1"]:focus').waitFor();
});
