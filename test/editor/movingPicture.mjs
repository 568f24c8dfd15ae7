// README's moving picture: a passage is selected and asked about, its citation is read, the answer inserted and undone.
import { startFilm } from './film.mjs';
import { openDocument, paragraph, wordsIn } from './scenario.mjs';
import { palette, webview } from './workbench.mjs';

/** @param {import('./scenario.mjs').Stage} stage */
export async function playFilm({ page, locale, keep }) {
  const say = wordsIn(locale);
  const chat = webview(page);
  const composer = chat.getByRole('textbox', { name: say.message });
  await page.getByRole('tab', { name: 'Expert Assistants' }).first().waitFor();
  await openDocument(page, say.document);
  await palette(page, say.demo);
  await composer.waitFor();
  // Room for what is shown: no list of files, a wider chat.
  await page.keyboard.press('Control+B');
  await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  await widen(page, 170);
  const film = await startFilm(page);
  await film.frame(1200);

  const line = paragraph(page);
  await film.moveTo(line, { x: 60, y: 9 });
  await line.click({ clickCount: 3, position: { x: 60, y: 9 } });
  // To the end of the paragraph: the first press leads to the end of what is shown as one line.
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Shift+End');
  await film.frame(700);
  await line.click({ button: 'right', position: { x: 60, y: 9 } });
  const entry = page.getByRole('menuitem', { name: say.ask });
  await entry.waitFor();
  await film.frame(500);
  await film.moveTo(entry);
  await film.frame(500);
  await entry.click();
  const place = page.locator('.quick-input-widget .monaco-list-row', { hasText: say.whom }).first();
  await place.waitFor();
  await film.frame(500);
  await film.moveTo(place);
  await film.frame(400);
  await place.click();
  await chat.getByRole('list', { name: say.context }).waitFor();
  await film.frame(700);

  await composer.click();
  for (let end = 4; end < say.question.length + 4; end += 4) {
    await composer.fill(say.question.slice(0, end));
    await film.frame(90);
  }
  await film.frame(500);
  await composer.press('Enter');
  const answer = chat.getByRole('article').nth(1);
  await film.watch(answer.getByText(say.complete, { exact: true }).first().waitFor(), 200);
  await film.frame(900);

  const citation = answer.locator('.markdown button.citation').first();
  await citation.scrollIntoViewIfNeeded();
  await film.moveTo(citation);
  await chat.getByRole('tooltip').waitFor();
  await film.frame(2800);
  const insert = answer.getByRole('button', { name: say.insert });
  await insert.scrollIntoViewIfNeeded();
  await film.moveTo(insert);
  await film.frame(400);
  await insert.click();
  await page.locator('.view-line', { hasText: '[^1]:' }).first().waitFor();
  await film.frame(3000);
  await page.keyboard.press('Control+Z');
  await page.locator('.view-line', { hasText: '[^1]:' }).first().waitFor({ state: 'detached' });
  await film.frame(1800);
  keep('film', await film.finish());
}

/** Gives the chat more room. @param {import('playwright-core').Page} page @param {number} pixels */
async function widen(page, pixels) {
  const chat = page.locator('.part.auxiliarybar');
  const before = await chat.boundingBox();
  const sashes = await page.locator('.monaco-sash.vertical:not(.disabled)').all();
  const boxes = await Promise.all(sashes.map((sash) => sash.boundingBox()));
  const edge = before?.x ?? 0;
  // The edge of the view is between it and the editor, a few pixels wide.
  const [sash] = boxes
    .filter((box) => box !== null && box.width > 0)
    .map((box) => ({ x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 3 }))
    .sort((a, b) => Math.abs(a.x - edge) - Math.abs(b.x - edge));
  if (!sash) throw new Error('the side bar on the right has no edge');
  await page.mouse.move(sash.x, sash.y);
  await page.mouse.down();
  await page.mouse.move(sash.x - pixels, sash.y, { steps: 8 });
  await page.mouse.up();
  // The edge lights up while the pointer is at it.
  await page.mouse.move(sash.x / 2, sash.y);
  const after = await chat.boundingBox();
  if (!before || !after || after.width < before.width + pixels / 2) throw new Error('the side bar did not grow');
}
