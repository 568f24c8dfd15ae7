// What README's pictures show, as a person would do it: a passage is selected, asked about, and answered with sources.
import { palette, webview } from './workbench.mjs';

/**
 * @typedef {object} Stage
 * @property {import('playwright-core').Page} page
 * @property {string} locale
 * @property {(name: string, folder?: string) => Promise<void>} take writes a picture of what is seen
 * @property {(name: string, picture: Buffer) => void} keep writes a picture that was made otherwise
 */

const words = {
  en: {
    document: 'notice.md',
    demo: 'Try the Demo',
    ask: 'Ask About Selection',
    whom: 'Demo: Detailed',
    message: 'Message',
    context: 'Context',
    question: 'What notice period applies during the probationary period?',
    complete: 'complete',
    insert: 'Insert Answer',
    compare: 'Compare Selection with Last Answer',
    use: 'Use Answer',
    walkthrough: 'Open Walkthrough',
    inEditor: 'Open Chat in Editor',
    sample: /What notice period/,
    askInMargin: 'Ask About This Text',
    whomInMargin: 'Demo: Short',
    ofHandbook: 'From the sample handbook',
    restricted: 'Send text and files of this workspace?',
  },
  de: {
    document: 'kuendigung.md',
    demo: 'Demo ausprobieren',
    ask: 'Frage zur Auswahl stellen',
    whom: 'Demo: Ausführlich',
    message: 'Nachricht',
    context: 'Kontext',
    question: 'Welche Kündigungsfrist gilt in der Probezeit?',
    complete: 'vollständig',
    insert: 'Antwort einfügen',
    compare: 'Auswahl mit letzter Antwort vergleichen',
    use: 'Antwort übernehmen',
    walkthrough: 'Exemplarische Vorgehensweise öffnen',
    inEditor: 'Chat im Editor öffnen',
    sample: /Welche Kündigungsfrist gilt/,
    askInMargin: 'Frage zu diesem Text stellen',
    whomInMargin: 'Demo: Kurz',
    ofHandbook: 'Aus dem Beispielhandbuch',
    restricted: 'Text und Dateien dieses Arbeitsbereichs senden?',
  },
};

/** @param {string} locale */
export function wordsIn(locale) {
  return locale === 'de' ? words.de : words.en;
}

/** @param {import('playwright-core').Page} page @param {string} name */
export async function openDocument(page, name) {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input[type="text"]').fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  await page.getByRole('tab', { name }).waitFor();
}

/** A paragraph of the sample document. @param {import('playwright-core').Page} page */
export function paragraph(page) {
  return page.locator('.view-line', { hasText: /entitled|hiermit/ }).first();
}

/** All of its lines: the first press leads to the end of what is shown as one line. @param {import('playwright-core').Page} page */
export async function selectParagraph(page) {
  await paragraph(page).click({ clickCount: 3 });
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Shift+End');
}

/** @param {Stage} stage */
export async function play({ page, locale, take }) {
  const say = wordsIn(locale);
  const chat = webview(page);
  const tab = page.getByRole('tab', { name: 'Expert Assistants' }).first();
  await tab.waitFor();
  // Before there is a chat, which takes the focus when it is opened.
  await openDocument(page, say.document);
  await palette(page, say.demo);
  await chat.getByRole('textbox', { name: say.message }).waitFor();
  await tab.click();
  const row = (/** @type {string} */ text) => page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
  await row(say.whom).click();

  await selectParagraph(page);
  await palette(page, say.ask);
  const pick = page.locator('.quick-input-widget');
  await pick.locator('.monaco-list-row', { hasText: say.whom }).first().click();
  await chat.getByRole('list', { name: say.context }).waitFor();
  const composer = chat.getByRole('textbox', { name: say.message });
  await composer.fill(say.question);
  await composer.press('Enter');
  await chat.getByRole('article').nth(1).getByText(say.complete, { exact: true }).first().waitFor();
  await row(say.question.slice(0, 20)).waitFor();
  await take('conversation');

  // Room for both sides; the paragraph is selected still.
  await page.keyboard.press('Control+B');
  await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  await palette(page, say.compare);
  await page.locator('.monaco-diff-editor .view-line', { hasText: '[^1]' }).first().waitFor();
  await take('compare');
  await page.locator('.editor-actions').getByRole('button', { name: say.use }).click();
  await page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
  await page.locator('.view-line', { hasText: '[^1]' }).first().waitFor();
  await take('inserted');
}
