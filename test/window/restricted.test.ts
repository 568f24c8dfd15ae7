import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWindow, type Window } from './window.ts';

let window: Window;
const demo = { id: 'demo', provider: 'demo', name: 'Demo' };
const composer = () => window.chat.getByRole('textbox', { name: 'Message' });
const articles = () => window.chat.getByRole('article');
const consent = () => window.dialog('Send text and files of this workspace?');

/** A question about the text of a file of the workspace, not yet sent. */
async function askAbout(question: string): Promise<void> {
  const { page } = window;
  await window.startWith('Demo: Short');
  await window.row('notice.md').first().dblclick();
  await page.locator('.editor-instance .view-lines').first().click();
  await page.keyboard.press('Control+A');
  await window.run('Ask About Selection');
  await window.answer('Select an assistant to ask about the selection', 'Demo: Short');
  await window.chat.getByRole('list', { name: 'Context' }).getByText('notice.md').first().waitFor();
  await composer().fill(question);
  await composer().press('Enter');
}

beforeAll(async () => {
  window = await openWindow({ settings: { 'expertAssistants.connections': [demo] }, restricted: true });
}, 240_000);
afterAll(() => window?.close());

it('chats in Restricted Mode without a question of its own, where no text of the workspace is sent', async () => {
  await window.page.locator('footer').getByText('Restricted Mode').first().waitFor();
  await window.startWith('Demo: Short');
  await composer().fill('Which keys are there?');
  await composer().press('Enter');
  await articles().nth(1).getByText('complete', { exact: true }).first().waitFor();
  expect(await consent().count()).toBe(0);
});

it('asks once before text of the workspace goes out, keeps the question where that is refused, and remembers a yes', async () => {
  await askAbout('What is this about?');
  await consent().getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => composer().inputValue()).toBe('What is this about?');
  expect(await articles().count()).toBe(0);
  const asked = async () => {
    // The field takes no Enter until the page has heard that nothing was sent.
    if (!(await consent().isVisible())) await composer().press('Enter');
    return consent().isVisible();
  };
  await expect.poll(asked).toBe(true);
  await consent().getByRole('button', { name: 'Send' }).click();
  await articles().nth(1).getByText('complete', { exact: true }).first().waitFor();
  await window.reload();
  await askAbout('And this?');
  await articles().nth(1).getByText('complete', { exact: true }).first().waitFor();
  expect(await consent().count()).toBe(0);
});
