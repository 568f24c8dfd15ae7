import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openWindow, type Window } from './window.ts';

let window: Window;
let hasDemo = false;
const composer = () => window.chat.getByRole('textbox', { name: 'Nachricht' });
beforeAll(async () => {
  window = await openWindow({ locale: 'de' });
}, 240_000);
afterAll(() => window?.close());
beforeEach(() => window.clear());

/** Opens the view that lists the assistants; a click on its tab would close it again. */
async function openView(shows: Locator): Promise<void> {
  const shown = async () => {
    if (!(await shows.isVisible())) await window.page.getByRole('tab', { name: 'Expert Assistants' }).first().click();
    return shows.isVisible();
  };
  await expect.poll(shown, { interval: 3_000 }).toBe(true);
}

/** The view as it is before there is a connection. */
async function firstView(): Promise<void> {
  if (hasDemo) {
    hasDemo = false;
    window.set({ 'expertAssistants.connections': [] });
    await window.reload();
  }
  await openView(window.page.getByText('ohne den Editor zu verlassen').first());
}

/** The demo with an answer: that of the test before, or a new one. */
async function demo(): Promise<void> {
  if ((await window.chat.getByRole('article').count()) > 1) return;
  await window.run('Demo ausprobieren');
  hasDemo = true;
  await window.chat.getByText('nicht von einem Sprachmodell').first().waitFor();
  // In the demo a question to try is asked at once.
  await window.chat.getByRole('button', { name: /Kündigungsfrist gilt in der Probezeit/ }).click();
  await window.chat.getByRole('article').nth(1).getByText('vollständig', { exact: true }).first().waitFor();
}

it('speaks German from the first view on', async () => {
  await firstView();
  await window.page.getByRole('button', { name: 'Demo ausprobieren' }).first().waitFor();
});

it('leads through a new connection, with a way back and nothing lost', async () => {
  await firstView();
  await window.page.getByRole('button', { name: 'Verbindung hinzufügen' }).first().click();
  await window.answer('Dienst auswählen', 'CopilotBuilder');
  await window.answer('Name dieser Verbindung', 'Vertragsprüfung');
  await window.answer('Deployment-ID. Sie steht', 'dep-1');
  await window.input('API-Schlüssel').waitFor();
  await window.page
    .locator('.quick-input-widget')
    .getByRole('button', { name: /Back|Zurück/ })
    .click();
  await window.input('Deployment-ID. Sie steht').waitFor();
  expect(await window.page.locator('.quick-input-widget input').first().inputValue()).toBe('dep-1');
  await window.page.keyboard.press('Escape');
});

it('answers in the demo, in German, with sources', async () => {
  await demo();
  // Whom one can ask is seen without opening anything.
  await openView(window.page.getByRole('treeitem', { name: 'Demo: Ausführlich' }).first());
  await window.chat.getByRole('combobox', { name: 'Assistent' }).getByText('Demo: Kurz').waitFor({ state: 'attached' });
  const answer = window.chat.getByRole('article').nth(1);
  expect(await answer.textContent()).toContain('zwei Wochen');
  await answer.getByRole('button', { name: '1' }).first().waitFor();
  expect(await answer.getByRole('list', { name: 'Quellen' }).getByRole('button').count()).toBeGreaterThan(0);
});

it('speaks of a text in the demo only where one was sent along', async () => {
  await demo();
  const before = await window.chat.getByRole('article').count();
  await composer().fill('Wie hoch ist die Umsatzsteuer auf Bücher?');
  await composer().press('Enter');
  const answer = window.chat.getByRole('article').nth(before + 1);
  await answer.getByText('vollständig', { exact: true }).first().waitFor();
  expect(await answer.textContent()).toContain('kann die Frage nicht beantworten');
  expect(await answer.textContent()).not.toContain('Ihren Text');
});

it('says in the demo that a rating goes nowhere', async () => {
  await demo();
  await window.run('Letzte Antwort als hilfreich bewerten');
  await window.page.locator('.statusbar').getByText('In der Demo bleiben Bewertungen auf diesem Computer').waitFor();
  expect(await window.page.locator('.notification-toast').count()).toBe(0);
});

it('says in the demo that a file stays here, and nothing that contradicts it', async () => {
  await demo();
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
  await demo();
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
  await demo();
  const lines = window.page.locator('.monaco-editor .view-lines').first();
  await window.choose('Unterhaltung exportieren', 'Markdown', lines);
  await lines.getByText('Demo-Dokumenten').waitFor();
  await window.page.keyboard.press('Control+End');
  await expect.poll(() => lines.textContent()).toMatch(/zwei Wochen|Quellen|Umsatzsteuer|Textstelle|Anleitung|Auswahl/);
  expect(await lines.textContent()).not.toMatch(/json|intent|legal/);
});

it('has the conversation of the demo and what was typed in it again after a reload', async () => {
  await demo();
  await composer().fill('Ein Gedanke dazu');
  await expect.poll(() => [...window.stored().values()].join()).toContain('Ein Gedanke dazu');
  await window.reload();
  await window.chat.getByText('zwei Wochen').first().waitFor();
  await expect.poll(() => composer().inputValue()).toBe('Ein Gedanke dazu');
  await expect.poll(() => [...window.stored().values()].join()).toContain('Ein Gedanke dazu');
});
