import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { type Service, startService } from '../service/service.ts';
import { attachFile } from './attachFile.ts';
import { agreeToStorage, storageDialog } from './storageDialog.ts';
import { openWindow, type Window } from './window.ts';

let service: Service;
let window: Window;
let folder: string;

const chips = () => window.chat.getByRole('list', { name: 'Context' });
const inExplorer = (name: string) => window.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
const attached = async (name: string) => {
  const dialog = window.dialog(`Attach “${name}”`);
  await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
};
/** VS Code ignores a click on a menu that has just opened. */
const attachFromMenu = async (name: string) => {
  const entry = window.page.getByRole('menuitem', { name: 'Attach File to Assistant Chat' });
  const dialog = window.dialog(`Attach “${name}”`);
  const tried = async () => {
    if (await dialog.isVisible()) return true;
    if (await entry.isVisible()) await entry.click();
    else await inExplorer(name).click({ button: 'right' });
    return dialog.isVisible();
  };
  await expect.poll(tried, { timeout: 60_000, interval: 500 }).toBe(true);
  await attached(name);
};
const remove = (name: string) => window.chat.getByRole('button', { name: `Remove ${name}` }).click();

beforeAll(async () => {
  service = await startService();
  folder = mkdtempSync(path.join(tmpdir(), 'expert-assistants-files-'));
  for (const name of ['lease.txt', 'photo.png']) writeFileSync(path.join(folder, name), 'Three months of notice.');
  const { baseUrl } = service.haufe;
  window = await openWindow({
    folder,
    settings: {
      'expertAssistants.connections': [{ id: 'office', provider: 'haufe', name: 'Office', baseUrl }],
      'files.simpleDialog.enable': true,
    },
  });
  await window.run('Set API Key…');
  // Where the key goes is said before it is typed.
  await window.input(`API key for ${new URL(baseUrl).host}`).waitFor();
  await window.answer('API Key for Office', service.haufe.key);
  await window.told('works.');
  await window.run('Notifications: Clear All Notifications');
  await window.startWith('Haufe Copilot HR');
  // The first file asks where its content may go: none of the tests is the first.
  await attachFile(window, 'first.txt');
  await agreeToStorage(window);
  await chips().getByText('Ready').waitFor({ timeout: 60_000 });
  await remove('first.txt');
}, 240_000);
afterAll(async () => {
  await window?.close();
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  service.reset();
  await window.clear();
  await window.startWith('Haufe Copilot HR');
});

it('says in the dialog which files can be chosen, and how large', async () => {
  await window.run('Attach File to Assistant Chat');
  await window.input('pdf, docx, xlsx, csv, txt; at most 10').waitFor();
  const wanted = path.join(folder, 'lease.txt');
  // VS Code ignores Enter while it still reads a folder, and may write the folder's own path over what was typed.
  const taken = async () => {
    const asks = window.input('pdf, docx, xlsx, csv, txt; at most 10');
    const isOpen = await asks.isVisible();
    const field = asks.locator('input[type="text"]').first();
    // It may close before the key is pressed.
    const type = async () => {
      if ((await field.inputValue({ timeout: 1_000 })) !== wanted) await field.fill(wanted, { timeout: 1_000 });
      await field.press('Enter', { timeout: 1_000 });
    };
    if (isOpen) await type().catch(console.log);
    return !isOpen;
  };
  await expect.poll(taken, { interval: 1_000 }).toBe(true);
  await attached('lease.txt');
  await chips().getByText('Ready').waitFor({ timeout: 60_000 });
  await remove('lease.txt');
  await expect.poll(() => service.haufe.files.all.size).toBe(0);
});

it('offers attaching in the explorer’s menu for what the service reads, and for nothing else', async () => {
  await window.run('View: Show Explorer');
  const entry = window.page.getByRole('menuitem', { name: 'Attach File to Assistant Chat' });
  await inExplorer('photo.png').click({ button: 'right' });
  await window.page.getByRole('menuitem', { name: 'Rename' }).first().waitFor();
  expect(await entry.count()).toBe(0);
  await window.page.keyboard.press('Escape');
  await attachFromMenu('lease.txt');
  await chips().getByText('Ready').waitFor({ timeout: 60_000 });
  await remove('lease.txt');
});

it('attaches a file that is dragged from the explorer into the chat with Shift held', async () => {
  await window.run('View: Show Explorer');
  const { page } = window;
  const from = await inExplorer('lease.txt').boundingBox();
  const to = await window.chat.locator('body').boundingBox();
  if (!from || !to) throw new Error('not on the screen');
  await page.mouse.move(from.x + 20, from.y + from.height / 2);
  await page.mouse.down();
  await page.keyboard.down('Shift');
  for (let step = 1; step <= 10; step++) {
    const part = step / 10;
    await page.mouse.move(
      from.x + 20 + (to.x + to.width / 2 - from.x - 20) * part,
      from.y + (to.y + to.height / 2 - from.y) * part,
    );
  }
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2 + 5);
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await attached('lease.txt');
  await chips().getByText('Ready').waitFor({ timeout: 60_000 });
  await remove('lease.txt');
});

it('keeps nothing of a file when another storage that the service names is refused', async () => {
  const { files } = service.haufe;
  const { host: before, port } = new URL(files.storageUrl);
  files.storageUrl = `http://localhost:${port}`;
  onTestFinished(() => {
    files.storageUrl = `http://${before}`;
  });
  await window.run('View: Show Explorer');
  await attachFromMenu('lease.txt');
  const dialog = storageDialog(window);
  await dialog.getByText(`Send the file to localhost:${port}?`).waitFor();
  await dialog.getByText(`“Office” uses localhost:${port} as the storage for your files.`).waitFor();
  await dialog.getByText(`Until now, it was ${before}.`).waitFor();
  expect(service.stored).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await chips().getByText('lease.txt').waitFor({ state: 'detached' });
  await expect.poll(() => files.all.size).toBe(0);
  expect(service.stored).toEqual([]);
});

it('says that a file is infected, sends it nowhere, and removes it', async () => {
  const { files } = service.haufe;
  const { statuses } = files;
  onTestFinished(() => {
    files.statuses = statuses;
  });
  const warnings = { empty: false, infected: true, length: false };
  files.statuses = () => [{ processing_status: 'PROCESSED', processing_steps: [], warnings }];
  await window.run('View: Show Explorer');
  await attachFromMenu('lease.txt');
  await chips().getByText('virus scanner rejected the file').waitFor({ timeout: 60_000 });
  const composer = window.chat.getByRole('textbox', { name: 'Message' });
  await composer.fill('What does it say?');
  await composer.press('Enter');
  expect(await composer.inputValue()).toBe('What does it say?');
  await remove('lease.txt');
  // Until the page hears that it is gone, nothing can be sent.
  await chips().getByText('lease.txt').waitFor({ state: 'detached' });
  await composer.press('Enter');
  await window.chat.getByRole('article').nth(1).getByText('complete').first().waitFor();
  const [sent] = service.requests.filter(({ method, path: at }) => method === 'POST' && at.endsWith('/messages'));
  expect(JSON.stringify(sent?.body)).not.toContain('file_id');
});
