import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Office, openOffice } from './office.ts';

let office: Office;
const composer = () => office.window.chat.getByRole('textbox', { name: 'Message' });

beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());
beforeEach(async () => {
  office.service.reset();
  await office.window.clear();
});

it('asks who is shown as chosen when the list of assistants fails', async () => {
  const { window, service } = office;
  await window.startWith('Haufe Copilot HR');
  for (let time = 0; time < 20; time++) service.fail('/v1/assistants', { status: 503 });
  await window.run('Refresh');
  const select = window.chat.getByRole('combobox', { name: 'Assistant' });
  // As when the list was opened before: what is chosen in it may not be offered any more.
  await select.evaluate((list: HTMLSelectElement) => {
    const option = [...list.options].find(({ label }) => label === 'Haufe Copilot Tax');
    if (!option) return;
    option.selected = true;
    list.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await composer().fill('Who are you?');
  const shown = await select.locator('option:checked').textContent();
  await composer().press('Enter');
  await window.chat.getByRole('article').nth(1).getByText('complete').first().waitFor();
  const { assistant_id } = service.haufe.threads.at(-1) ?? {};
  expect(service.haufe.assistants.find(({ id }) => id === assistant_id)?.name).toBe(shown);
});

it('brings no sent question back to the message field by undo and redo', async () => {
  const { window } = office;
  await window.startWith('Haufe Copilot HR');
  await composer().pressSequentially('What leaves the editor?');
  await composer().press('Enter');
  await window.chat.getByRole('article').nth(1).getByText('complete').first().waitFor();
  const has = (text: string) => expect.poll(() => composer().inputValue()).toBe(text);
  await composer().pressSequentially('abc');
  await composer().press('Control+z');
  await has('');
  // Each key goes through VS Code, which forwards it to the page in its own time; the last of them can be seen.
  for (const key of ['Control+z', 'Control+z', 'Control+Shift+z']) await composer().press(key);
  await has('abc');
  for (const key of ['Control+Shift+z', 'Control+y', 'Control+z']) await composer().press(key);
  await has('');
});
