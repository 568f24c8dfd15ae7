import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWindow, type Window } from './window.ts';

/**
 * A newcomer who reads German, from the walkthrough alone to an inserted answer with its sources, and then in VS Code's
 * own chat. Each step leaves a picture in out/window: they are to be looked at before a release.
 */
const pictures = fileURLToPath(new URL('../../out/window/walkthrough', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'expert-assistants-newcomer-'));
let window: Window;
let taken = 0;

const take = async (name: string) => {
  taken++;
  await window.page.screenshot({ path: path.join(pictures, `${taken}-${name}.png`) });
};
/** A step of the walkthrough, opened, and its button. */
const step = async (title: string, button: string) => {
  const { page } = window;
  const heading = page.locator('.getting-started-step').filter({ hasText: title });
  // Behind the document, it is brought to the front; VS Code calls its tab by a word of its own.
  if (!(await heading.first().isVisible()))
    await page
      .getByRole('tab', { name: /^Welcome|^Walkthrough/ })
      .first()
      .click();
  await heading.first().click();
  return heading.locator('.monaco-button').filter({ hasText: button }).first();
};

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  writeFileSync(path.join(folder, 'vermerk.md'), 'Vermerk zur Probezeit\n\nDie Frist in der Probezeit:\n\n');
  window = await openWindow({
    locale: 'de',
    folder,
    settings: { 'chat.disableAIFeatures': false },
    extensions: [fileURLToPath(new URL('../editor/model', import.meta.url))],
  });
}, 240_000);
afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('leads a newcomer from the walkthrough to an inserted answer with its sources', async () => {
  const { page, chat } = window;
  await window.row('vermerk.md').first().dblclick();
  const lines = page.locator('.editor-instance .view-lines').first();
  await lines.getByText('Probezeit').first().waitFor();
  await window.run('Exemplarische Vorgehensweise öffnen');
  await page.locator('.getting-started-step').filter({ hasText: 'Die Demo ausprobieren' }).first().waitFor();
  await (await step('Die Demo ausprobieren', 'Demo ausprobieren')).waitFor();
  await take('walkthrough');
  await (await step('Die Demo ausprobieren', 'Demo ausprobieren')).click();
  await chat.getByRole('button', { name: /Kündigungsfrist gilt in der Probezeit/ }).click();
  const answer = chat.getByRole('article').nth(1);
  await answer.getByText('vollständig', { exact: true }).first().waitFor();
  await take('answer');
  // A source that is read below the answer ticks the step off, as its button does.
  await answer.locator('button.source').first().click();
  await answer.locator('.passage').first().waitFor();
  await step('Die Quellen prüfen', 'Quellen fokussieren');
  await page
    .locator('.getting-started-step')
    .filter({ hasText: 'Die Quellen prüfen' })
    .locator('.codicon-getting-started-step-checked, .codicon-pass-filled')
    .first()
    .waitFor();
  await (await step('Die Quellen prüfen', 'Quellen fokussieren')).click();
  await page.locator('.pane-body .monaco-list-row').filter({ hasText: 'Handbuch' }).first().waitFor();
  await take('sources');
  await page.getByRole('tab', { name: 'vermerk.md' }).click();
  await lines.click();
  await page.keyboard.press('Control+End');
  await (await step('Die Antwort mit Quellenverweisen einfügen', 'Letzte Antwort an Cursorposition einfügen')).click();
  await page.getByRole('tab', { name: 'vermerk.md' }).click();
  await expect.poll(() => lines.innerText()).toMatch(/zwei\sWochen/);
  expect(await lines.innerText()).toContain('[^1]');
  await take('inserted');
});

it('answers the same question in the chat of VS Code', async () => {
  const { page } = window;
  await window.run('Demo ausprobieren');
  await window.chat.getByRole('textbox', { name: 'Nachricht' }).waitFor();
  await window.run('Chat: Open Chat');
  const input = page
    .locator(
      '.interactive-session .chat-input-container .native-edit-context, .interactive-session .chat-input-container textarea',
    )
    .first();
  await input.focus();
  await page.keyboard.type('@expert Welche Kündigungsfrist gilt in der Probezeit?');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  const answer = page.locator('.interactive-session');
  await answer.getByText('Quellen').first().waitFor();
  await answer
    .getByText(/zwei\sWochen/)
    .first()
    .waitFor();
  await answer.getByText('Antwort einfügen').first().waitFor();
  await take('native-chat');
});
