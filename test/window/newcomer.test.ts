import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWindow, type Window } from './window.ts';

let window: Window;
beforeAll(async () => {
  window = await openWindow({ locale: 'de' });
}, 240_000);
afterAll(() => window?.close());

it('speaks German from the first view on', async () => {
  await window.run('Zum Eingabefeld');
  await window.page.getByRole('tab', { name: 'Assistenten' }).first().click();
  await window.page.getByText('ohne den Editor zu verlassen').first().waitFor();
  await window.page.getByRole('button', { name: 'Demo ausprobieren' }).first().waitFor();
});

it('leads through a new connection, with a way back and nothing lost', async () => {
  await window.page.getByRole('button', { name: 'Verbindung hinzufügen' }).first().click();
  await window.answer('Wen möchten Sie fragen?', 'CopilotBuilder');
  await window.answer('Name dieser Verbindung', 'Vertragsprüfung');
  await window.answer('Kennung der API-Bereitstellung', 'dep-1');
  await window.input('API-Schlüssel').waitFor();
  await window.page
    .locator('.quick-input-widget')
    .getByRole('button', { name: /Back|Zurück/ })
    .click();
  await window.input('Kennung der API-Bereitstellung').waitFor();
  expect(await window.page.locator('.quick-input-widget input').first().inputValue()).toBe('dep-1');
  await window.page.keyboard.press('Escape');
});

it('answers in the demo, in German, with sources', async () => {
  await window.run('Demo ausprobieren');
  const composer = window.chat.getByRole('textbox', { name: 'Nachricht' });
  await window.chat.getByText('nicht von einem Sprachmodell').first().waitFor();
  await window.chat.getByRole('button', { name: /markierten Textstelle/ }).click();
  await composer.press('Enter');
  const answer = window.chat.getByRole('article').nth(1);
  await answer.getByText('vollständig').waitFor();
  expect(await answer.getByRole('list', { name: 'Quellen' }).getByRole('button').count()).toBeGreaterThan(0);
});
