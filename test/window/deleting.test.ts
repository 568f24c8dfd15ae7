import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Service } from '../service/service.ts';
import { type Office, openOffice } from './office.ts';
import { agreeToStorage } from './storageDialog.ts';
import type { Window } from './window.ts';

let office: Office;
let service: Service;
let window: Window;
let hasAgreed = false;

const composer = () => window.chat.getByRole('textbox', { name: 'Message' });
const files = () => [...service.haufe.files.all.values()].map(({ file_name }) => file_name);
const deletion = () => window.dialog('Delete the conversation');

/** A conversation with a file that its sender wants to keep. */
async function askAbout(name: string): Promise<void> {
  await window.startWith('Haufe Copilot HR');
  await window.chat.locator('body').evaluate((body, file) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['Die Probezeit dauert sechs Monate.'], file));
    body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, name);
  await window.dialog(`Attach “${name}”`).getByRole('button', { name: 'Attach and Keep' }).click();
  if (!hasAgreed) await agreeToStorage(window);
  hasAgreed = true;
  await window.chat.getByText('Ready, kept').first().waitFor({ timeout: 60_000 });
  await composer().fill(`About ${name}?`);
  await composer().press('Enter');
  await window.chat.getByRole('article').nth(1).getByText('complete').waitFor();
  await window.run('Delete Thread');
  await deletion().waitFor();
}

beforeAll(async () => {
  office = await openOffice();
  ({ service, window } = office);
}, 240_000);
afterAll(() => office?.close());
beforeEach(() => service.reset());

it('the file that was sent in a conversation is deleted with it, or stays when that is wanted', async () => {
  await askAbout('kept.txt');
  expect(await deletion().innerText()).toContain('Its file is deleted there as well: kept.txt');
  await deletion().getByRole('button', { name: 'Delete' }).click();
  await expect.poll(files).toEqual([]);
  expect(service.haufe.threads.at(-1)?.deleted).toBe(true);
  await askAbout('wanted.txt');
  await deletion().getByRole('button', { name: 'Keep Only the File' }).click();
  await expect.poll(() => service.haufe.threads.at(-1)?.deleted).toBe(true);
  expect(files()).toEqual(['wanted.txt']);
});

it('that a file could not be deleted is said', async () => {
  await askAbout('stuck.txt');
  service.fail(/\/files\//, { method: 'DELETE', status: 500, times: 100 });
  await deletion().getByRole('button', { name: 'Delete' }).click();
  await window.toast('The conversation was deleted; its file “stuck.txt” was not.').waitFor({ timeout: 90_000 });
  expect(service.haufe.threads.at(-1)?.deleted).toBe(true);
});
