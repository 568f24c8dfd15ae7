import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Office, openOffice } from './office.ts';

let office: Office;
/** Another host, whose address begins like a half of one. */
let stranger: Server;
const strangers: string[] = [];

const settingsFile = () => path.join(office.window.storage, '../../settings.json');
const entry = () => ({ id: 'office', provider: 'haufe', label: 'Office', baseUrl: office.service.haufe.baseUrl });
const put = (...entries: readonly unknown[]) => office.window.set({ 'expertAssistants.connections': entries });
const composer = () => office.window.chat.getByRole('textbox', { name: 'Message' });
const asked = () =>
  office.service.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));

beforeAll(async () => {
  office = await openOffice();
  stranger = createServer((request, response) => {
    strangers.push(request.url ?? '');
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
}, 240_000);
afterAll(async () => {
  await office?.close();
  stranger?.close();
});
beforeEach(() => office.service.reset());

it('a conversation and its running answer outlast what is mistyped in the settings', async () => {
  const { window, service } = office;
  await window.run('Focus on Assistants View');
  await window.startWith('Haufe Copilot HR');
  const release = service.hold();
  await composer().fill('Which notice period applies?');
  await composer().press('Enter');
  const answer = window.chat.getByRole('article').nth(1);
  await answer.getByText('Zur').waitFor();
  put({ ...entry(), baseUrl: 'htt' });
  await window.row('must begin with https').waitFor();
  expect(await answer.getByText('Zur').count()).toBe(1);
  put({ ...entry(), id: '' });
  await window.row('must be lower-case').waitFor();
  const whole = readFileSync(settingsFile(), 'utf8');
  writeFileSync(settingsFile(), whole.slice(0, whole.indexOf('"baseUrl"')));
  // VS Code then knows no setting at all: what was wrong in it is not there either.
  await window.row('must be lower-case').waitFor({ state: 'detached' });
  expect(await answer.getByText('Zur').count()).toBe(1);
  writeFileSync(settingsFile(), whole);
  put(entry());
  release();
  await answer.getByText('complete').waitFor();
  expect(asked()).toHaveLength(1);
  expect(service.requests.filter(({ path }) => path.endsWith('/run/stream'))).toHaveLength(1);
});

it('an address that is typed letter by letter is asked when it is whole', async () => {
  const { window, service } = office;
  const typed = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/agents`;
  for (let length = 8; length <= typed.length; length++) {
    put({ ...entry(), baseUrl: typed.slice(0, length) });
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (let length = service.url.length; length < entry().baseUrl.length; length++) {
    put({ ...entry(), baseUrl: entry().baseUrl.slice(0, length) });
    await window.page.evaluate(() => new Promise(requestAnimationFrame));
  }
  put(entry());
  await composer().fill('And then?');
  await composer().press('Enter');
  await window.chat.getByRole('article').nth(3).getByText('complete').waitFor();
  expect(strangers).toEqual([]);
  expect(service.requests.filter(({ path }) => !path.startsWith(new URL(entry().baseUrl).pathname))).toEqual([]);
});

it('who is shown as chosen is who is asked when the list of assistants fails', async () => {
  const { window, service } = office;
  await window.startWith('Haufe Copilot HR');
  for (let time = 0; time < 20; time++) service.fail('/v1/assistants', { status: 503 });
  await window.run('Refresh');
  const select = window.chat.getByRole('combobox', { name: 'Assistant' });
  const other = select.locator('option').filter({ hasText: 'Haufe Copilot Tax' });
  if ((await other.count()) > 0) await select.selectOption({ label: 'Haufe Copilot Tax' });
  await composer().fill('Who are you?');
  const shown = await select.locator('option:checked').textContent();
  await composer().press('Enter');
  await expect.poll(() => service.haufe.threads.length + asked().length).toBeGreaterThan(0);
  await window.chat.getByRole('article').nth(1).getByText('complete').waitFor();
  const { assistant_id } = service.haufe.threads.at(-1) ?? {};
  expect(service.haufe.assistants.find(({ id }) => id === assistant_id)?.name).toBe(shown);
});

it('undo and redo bring no sent question back to the message field', async () => {
  const { window } = office;
  await window.startWith('Haufe Copilot HR');
  await composer().pressSequentially('What leaves the editor?');
  await composer().press('Enter');
  await window.chat.getByRole('article').nth(1).getByText('complete').waitFor();
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
