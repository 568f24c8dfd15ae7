import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWindow, type Window } from './window.ts';

let window: Window;
const composer = () => window.chat.getByRole('textbox', { name: 'Message' });
const focused = () => window.page.locator('.monaco-list:focus .monaco-list-row.focused');
const selected = () => window.page.locator('.pane-body .monaco-list-row.selected');
const deletion = () => window.dialog('Delete the conversation');
const said = () => window.toast('Select a conversation first.');

/** Moves the focus, and nothing else, to the row with `text`. */
async function focusOn(text: string): Promise<void> {
  await window.run('Focus on Assistants View');
  await focused().waitFor();
  await expect
    .poll(async () => {
      const [from, to] = await Promise.all([focused(), window.row(text)].map((row) => row.getAttribute('data-index')));
      if (from !== to) await window.page.keyboard.press(`Arrow${Number(from) < Number(to) ? 'Down' : 'Up'}`);
      return focused().innerText();
    })
    .toContain(text);
}

beforeAll(async () => {
  window = await openWindow({
    settings: { 'expertAssistants.connections': [{ id: 'demo', provider: 'demo', label: 'Demo' }] },
  });
  for (const name of ['Alpha', 'Beta', 'Gamma']) {
    await window.startWith('Demo Tour');
    await composer().fill(`Question ${name}`);
    await composer().press('Enter');
    await window.chat.getByRole('article').nth(1).getByText('complete', { exact: true }).waitFor();
  }
  await window.run('Focus on Assistants View');
  await window.row('Demo').first().click();
  await window.row('Demo Tour').click();
  await window.row('Question Alpha').click();
  await window.chat.getByRole('heading', { level: 1, name: 'Question Alpha' }).waitFor();
  await window.row('Question Alpha').click();
  await selected().getByText('Question Alpha').waitFor();
}, 400_000);
afterAll(() => window?.close());

it('Delete and F2 act on the conversation that has the focus, not on the one that is selected', async () => {
  const { page } = window;
  for (const name of ['Gamma', 'Beta', 'Alpha', 'Gamma']) {
    await focusOn(`Question ${name}`);
    await page.keyboard.press('Delete');
    await deletion().waitFor();
    expect(await deletion().innerText()).toContain(`“Question ${name}”`);
    await page.keyboard.press('Escape');
    await deletion().waitFor({ state: 'detached' });
    expect(await selected().innerText()).toContain('Question Alpha');
    await page.keyboard.press('F2');
    const title = page.locator('.quick-input-widget input[type="text"]').first();
    await window.input('The title is kept on this computer').waitFor();
    expect(await title.inputValue()).toBe(`Question ${name}`);
    await page.keyboard.press('Escape');
    await focused().waitFor();
  }
  expect(await window.chat.getByRole('heading', { level: 1 }).innerText()).toBe('Question Alpha');
});

it('Delete on a row that is no conversation deletes none', async () => {
  await focusOn('Demo Tour');
  await window.page.keyboard.press('Delete');
  await said().waitFor();
  expect(await deletion().count()).toBe(0);
  expect(await selected().innerText()).toContain('Question Alpha');
});

it('the conversation that has the focus is deleted, and the selected one stays', async () => {
  await focusOn('Question Gamma');
  await window.page.keyboard.press('Delete');
  await deletion().getByRole('button', { name: 'Delete' }).click();
  await window.row('Question Gamma').waitFor({ state: 'detached' });
  expect(await window.row('Question Alpha').count()).toBe(1);
});
