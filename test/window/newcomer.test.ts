import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWindow, type Window } from './window.ts';

let window: Window;
const composer = () => window.chat.getByRole('textbox', { name: 'Nachricht' });
beforeAll(async () => {
  window = await openWindow({ locale: 'de' });
}, 240_000);
afterAll(() => window?.close());

it('speaks German from the first view on', async () => {
  await window.page.getByRole('tab', { name: 'Expert Assistants' }).first().click();
  await window.page.getByText('ohne den Editor zu verlassen').first().waitFor();
  await window.page.getByRole('button', { name: 'Demo ausprobieren' }).first().waitFor();
});

it('leads through a new connection, with a way back and nothing lost', async () => {
  await window.page.getByRole('button', { name: 'Verbindung hinzufügen' }).first().click();
  await window.answer('Dienst auswählen', 'CopilotBuilder');
  await window.answer('Name dieser Verbindung', 'Vertragsprüfung');
  await window.answer('Deployment-ID des API-Deployments', 'dep-1');
  await window.input('API-Schlüssel').waitFor();
  await window.page
    .locator('.quick-input-widget')
    .getByRole('button', { name: /Back|Zurück/ })
    .click();
  await window.input('Deployment-ID des API-Deployments').waitFor();
  expect(await window.page.locator('.quick-input-widget input').first().inputValue()).toBe('dep-1');
  await window.page.keyboard.press('Escape');
});

it('answers in the demo, in German, with sources', async () => {
  await window.run('Demo ausprobieren');
  // Whom one can ask is seen without opening anything.
  await window.page.getByRole('treeitem', { name: 'Demo: Ausführlich' }).first().waitFor();
  await window.chat.getByText('nicht von einem Sprachmodell').first().waitFor();
  await window.chat.getByRole('combobox', { name: 'Assistent' }).getByText('Demo: Kurz').waitFor({ state: 'attached' });
  // In the demo a question to try is asked at once.
  await window.chat.getByRole('button', { name: /Kündigungsfrist gilt in der Probezeit/ }).click();
  const answer = window.chat.getByRole('article').nth(1);
  await answer.getByText('vollständig', { exact: true }).first().waitFor();
  expect(await answer.textContent()).toContain('zwei Wochen');
  await answer.getByRole('button', { name: '1' }).first().waitFor();
  expect(await answer.getByRole('list', { name: 'Quellen' }).getByRole('button').count()).toBeGreaterThan(0);
});

it('speaks of a text in the demo only where one was sent along', async () => {
  await composer().fill('Wie hoch ist die Umsatzsteuer auf Bücher?');
  await composer().press('Enter');
  const answer = window.chat.getByRole('article').nth(3);
  await answer.getByText('vollständig', { exact: true }).first().waitFor();
  expect(await answer.textContent()).toContain('kann die Frage nicht beantworten');
  expect(await answer.textContent()).not.toContain('Ihren Text');
});

it('says in the demo that a rating goes nowhere', async () => {
  await window.run('Letzte Antwort als hilfreich bewerten');
  await window.page.locator('.statusbar').getByText('In der Demo bleiben Bewertungen auf diesem Computer').waitFor();
  expect(await window.page.locator('.notification-toast').count()).toBe(0);
});

it('says in the demo that a file stays here, and nothing that contradicts it', async () => {
  await window.chat.locator('body').evaluate((body) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['Die Probezeit dauert sechs Monate.'], 'vertrag.txt'));
    body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  const dialog = window.dialog('vertrag.txt');
  await dialog.getByText('verlässt die Datei diesen Computer nicht').waitFor();
  expect(await dialog.textContent()).not.toMatch(/24 Stunden|Viren|gelöscht|behalten/);
  await dialog.getByRole('button', { name: /Cancel|Abbrechen/ }).click();
});

it('finds a conversation by its words, and says that a search has no hit', async () => {
  await window.run('Unterhaltung suchen');
  const input = window.input('Unterhaltung nach Titel oder Inhalt suchen');
  await input.waitFor();
  await window.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  // By words that were said, not by the title alone.
  await window.page.keyboard.type('arbeitsverhältnis');
  await window.page.locator('.quick-input-list').getByText('zwei Wochen').first().waitFor();
  await window.page.keyboard.press('Control+A');
  await window.page.keyboard.type('qqqq');
  await window.page.locator('.quick-input-widget').getByText('Keine Unterhaltung gefunden').waitFor();
  await window.page.keyboard.press('Escape');
});

it('exports what was said in a conversation, and ends with it', async () => {
  await window.run('Unterhaltung exportieren');
  const lines = window.page.locator('.monaco-editor .view-lines').first();
  await lines.getByText('Demo-Dokumenten').waitFor();
  await window.page.keyboard.press('Control+End');
  await expect.poll(() => lines.textContent()).toMatch(/Umsatzsteuer|Textstelle|Anleitung|Auswahl/);
  expect(await lines.textContent()).not.toMatch(/json|intent|legal/);
});

it('has the conversation of the demo and what was typed in it again after a reload', async () => {
  await composer().fill('Ein Gedanke dazu');
  await expect.poll(() => [...window.stored().values()].join()).toContain('Ein Gedanke dazu');
  await window.reload();
  await window.chat.getByText('zwei Wochen').first().waitFor();
  await expect.poll(() => composer().inputValue()).toBe('Ein Gedanke dazu');
  await expect.poll(() => [...window.stored().values()].join()).toContain('Ein Gedanke dazu');
});
