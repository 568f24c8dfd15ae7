import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { openWindow, type Window } from './window.ts';

let window: Window;
beforeAll(async () => {
  window = await openWindow({
    settings: { 'expertAssistants.connections': [{ id: 'demo', provider: 'demo', name: 'Demo' }] },
  });
}, 300_000);
afterAll(() => window?.close());
/** An answer with sources is shown: that of the test before, or a new one. */
beforeEach(async () => {
  await window.clear();
  if ((await window.chat.getByRole('article').count()) > 1) return;
  await window.startWith('Demo: Detailed');
  const composer = window.chat.getByRole('textbox', { name: 'Message' });
  await composer.fill('Which keys are there?');
  await composer.press('Enter');
  await window.chat.getByRole('article').nth(1).getByText('complete', { exact: true }).first().waitFor();
}, 120_000);

it('names a source, and leads from its passage back to the answer by keyboard', async () => {
  await window.run('Focus Sources');
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

it('leads from a source back to the page where its number was clicked, of two that show the same', async () => {
  const { page } = window;
  await window.run('Focus Sources');
  await window.run('Open Chat in Editor');
  onTestFinished(async () => {
    await window.run('Open Chat in Editor');
    await window.run('View: Close Editor');
  });
  const pages = page.locator('iframe.webview.ready[src*="extensionId=expert-assistants.expert-assistants"]');
  await expect.poll(() => pages.count()).toBe(2);
  const numbers = await Promise.all(
    [0, 1].map(async (index) => {
      const frame = pages.nth(index).contentFrame().locator('iframe#active-frame').contentFrame();
      const number = frame.locator('button.citation[data-citation="1"]').first();
      await number.waitFor();
      return number;
    }),
  );
  for (const number of numbers) {
    await number.click();
    const source = page.locator('.pane-body .monaco-list-row[aria-label^="Source 1: "]');
    await source.click();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => number.evaluate((node) => node === document.activeElement && document.hasFocus()))
      .toBe(true);
  }
});

it('asks before an answer goes in that is to replace a selection, where there is none', async () => {
  const { page } = window;
  await window.run('File: New Untitled Text File');
  await page.keyboard.type('Before');
  const untitled = (await page.locator('.editor-group-container .tab.active').getAttribute('data-resource-name')) ?? '';
  await window.run('Replace Selection with Last Answer');
  const said = window.toast(`Nothing is selected in ${untitled}.`);
  await said.waitFor();
  const lines = page.locator('.editor-instance .view-lines').last();
  expect(await lines.textContent()).toBe('Before');
  await said.getByRole('button', { name: 'Insert at Cursor' }).click();
  await expect.poll(() => lines.textContent()).toMatch(/Sources:-\s\[1\]/);
  await page.locator('footer').getByText(`Inserted in ${untitled}`).waitFor();
  await expect.poll(() => window.chat.getByRole('status').textContent()).toBe(`Inserted in ${untitled}`);
});

it('says what was copied, to the eye and to a screen reader', async () => {
  await window.chat.getByRole('article').last().getByRole('button', { name: 'Copy Answer' }).click();
  await window.page.locator('footer').getByText('Answer copied with its sources').waitFor();
  expect(await window.chat.getByRole('status').textContent()).toBe('Answer copied with its sources');
});

it('offers text to the assistant on the screen first, whichever was used last', async () => {
  await window.startWith('Demo: No Sources');
  const { page } = window;
  await window.run('File: New Untitled Text File');
  await page.keyboard.type('A passage');
  await page.keyboard.press('Control+A');
  await window.run('Ask About Selection');
  const first = page.locator('.quick-input-list .monaco-list-row').first();
  await first.getByText('Demo: No Sources').first().waitFor();
  await page.keyboard.press('Escape');
});
