import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Service } from '../service/service.ts';
import { attachFile } from './attachFile.ts';
import { moreActions } from './moreActions.ts';
import { type Office, openOffice } from './office.ts';
import { agreeToStorage } from './storageDialog.ts';
import type { Window } from './window.ts';

let office: Office;
let service: Service;
let window: Window;
let hasAgreed = false;

const composer = () => window.chat.getByRole('textbox', { name: 'Message' });
const articles = () => window.chat.getByRole('article');
const replacing = () => window.dialog('Replace the last question and its answer?');
const press = (name: string) => window.chat.getByRole('button', { name, exact: true }).last().click();
const deleted = () => service.requests.filter(({ method, path }) => method === 'DELETE' && path.includes('/messages/'));
const sent = () => service.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));

/** A new conversation with one question and its answer. */
async function asked(question: string): Promise<void> {
  await window.startWith('Haufe Copilot HR');
  await composer().fill(question);
  await composer().press('Enter');
  await articles().nth(1).getByText('complete').first().waitFor();
  service.reset();
}

async function edit(text: string): Promise<void> {
  await press('Edit Question');
  await expect.poll(() => composer().inputValue()).not.toBe('');
  await composer().fill(text);
}

async function attach(name: string): Promise<void> {
  await attachFile(window, name);
  if (!hasAgreed) await agreeToStorage(window);
  hasAgreed = true;
}

beforeAll(async () => {
  office = await openOffice();
  ({ service, window } = office);
}, 240_000);
afterAll(() => office?.close());
beforeEach(async () => {
  service.reset();
  await window.clear();
});

it('deletes nothing when the person does not want to send the changed question after all', async () => {
  await asked('Which notice period applies?');
  await edit('word '.repeat(7_000));
  await composer().press('Enter');
  const parts = window.dialog('Split this question into 2 messages?');
  await expect.poll(async () => (await parts.isVisible()) || (await replacing().isVisible())).toBe(true);
  expect(await replacing().isVisible()).toBe(false);
  await parts.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(async () => (await composer().inputValue()).length).toBe(35_000);
  expect([deleted().length, sent().length, await articles().count()]).toEqual([0, 0, 2]);
  await press('Cancel');
});

it('gives keys to the message field after the dialog that asks before a question is replaced', async () => {
  await asked('Which notice period applies?');
  await edit('Which one, please?');
  await composer().press('Enter');
  await replacing().getByRole('button', { name: 'Delete and Ask' }).waitFor();
  await window.page.keyboard.press('Enter');
  await expect.poll(() => sent().length).toBe(1);
  await expect
    .poll(async () => {
      await window.page.keyboard.type('x');
      return composer().inputValue();
    })
    .toContain('x');
  await articles().nth(1).getByText('complete').first().waitFor();
  await composer().fill('');
});

it('repeats a question without waiting for the file of the next one', async () => {
  const { files } = service.haufe;
  const { statuses } = files;
  onTestFinished(() => {
    files.statuses = statuses;
  });
  files.statuses = () => Array.from({ length: 1_000 }, () => ({ processing_status: 'PROCESSING' }));
  await asked('Which notice period applies?');
  await attach('slow.txt');
  await window.chat.getByRole('list', { name: 'Context' }).getByText('Processing').waitFor();
  await moreActions(window, 'Regenerate');
  await replacing().getByRole('button', { name: 'Delete and Ask' }).click();
  await expect.poll(() => sent().length).toBe(1);
  await articles().nth(1).getByText('complete').first().waitFor();
  await press('Remove slow.txt');
});

it('sends nothing and keeps question and answer when the service does not delete them', async () => {
  await asked('Which notice period applies?');
  service.fail(/\/messages\//, { method: 'DELETE', status: 500, body: '{}', times: 9 });
  await moreActions(window, 'Regenerate');
  await replacing().getByRole('button', { name: 'Delete and Ask' }).click();
  await window.toast('Nothing was sent').waitFor({ timeout: 60_000 });
  expect([sent().length, await articles().count()]).toEqual([0, 2]);
  await window.run('Notifications: Clear All Notifications');
});

it('shows a question as failed that cannot be sent after deleting, and sends it with Retry', async () => {
  await asked('Which notice period applies?');
  service.fail('/messages', { method: 'POST', status: 400, body: '{"error_code":"invalid_input"}' });
  await moreActions(window, 'Regenerate');
  await replacing().getByRole('button', { name: 'Delete and Ask' }).click();
  await articles().nth(1).getByText('failed').first().waitFor();
  expect([deleted().length, sent().length, await articles().count()]).toEqual([2, 1, 2]);
  await articles().first().getByText('Which notice period applies?').waitFor();
  await window.run('Retry');
  await articles().nth(1).getByText('complete').first().waitFor();
  expect(sent()).toHaveLength(2);
});

it('leaves the file to the next question when one is repeated', async () => {
  await asked('Which notice period applies?');
  await attach('next.txt');
  const chip = window.chat.getByRole('list', { name: 'Context' }).getByText('next.txt');
  await window.chat.getByRole('list', { name: 'Context' }).getByText('Ready').waitFor({ timeout: 60_000 });
  await moreActions(window, 'Regenerate');
  await replacing().getByRole('button', { name: 'Delete and Ask' }).click();
  await expect.poll(() => sent().length).toBe(1);
  await articles().nth(1).getByText('complete').first().waitFor();
  expect(JSON.stringify(sent()[0]?.body)).not.toContain('file_id');
  expect(await chip.isVisible()).toBe(true);
  await press('Remove next.txt');
});

it('names the file of a question while it is changed, and its conversation after the question', async () => {
  await asked('Which notice period applies?');
  await attach('case.txt');
  await window.chat.getByRole('list', { name: 'Context' }).getByText('Ready').waitFor({ timeout: 60_000 });
  await edit('What does the file say?');
  await composer().press('Enter');
  await replacing().getByRole('button', { name: 'Delete and Ask' }).click();
  await articles().nth(1).getByText('complete').first().waitFor();
  await window.chat.getByRole('heading', { level: 1, name: 'What does the file say?' }).waitFor();
  await press('Edit Question');
  await window.chat.getByText('Its file is sent again: case.txt').waitFor();
  await press('Cancel');
  await window.run('Focus on Assistants View');
  // The list unfolds to the conversation that is open.
  await window.row('What does the file say?').waitFor();
});

it('shows what was said elsewhere meanwhile before anything is replaced', async () => {
  await asked('Which notice period applies?');
  const thread = service.haufe.threads.at(-1) ?? expect.fail('no thread');
  service.haufe.addMessage(thread, 'user', 'And in probation?');
  service.haufe.addMessage(thread, 'assistant', 'Two weeks.');
  await moreActions(window, 'Regenerate');
  await window.toast('This conversation was continued in another window').waitFor();
  await articles().nth(3).getByText('Two weeks.').waitFor();
  expect([deleted().length, sent().length]).toEqual([0, 0]);
  await window.run('Notifications: Clear All Notifications');
});

it('offers to copy a question whose conversation closes while it is deleted there', async () => {
  // The connection that is removed is not that of the other tests.
  const usual = office;
  const own = await openOffice();
  ({ service, window } = own);
  onTestFinished(async () => {
    ({ service, window } = usual);
    await own.close();
  });
  await asked('Which notice period applies?');
  service.fail(/\/messages\//, { method: 'DELETE', status: 204, processed: true, delay: 40_000 });
  await moreActions(window, 'Regenerate');
  await replacing().getByRole('button', { name: 'Delete and Ask' }).click();
  await expect.poll(() => deleted().length).toBe(1);
  await window.run('Remove Connection');
  await window.dialog('Remove the connection “Office”?').getByRole('button', { name: 'Remove' }).click();
  const said = window.toast('The conversation was closed. The question couldn’t be sent.');
  await said.getByRole('button', { name: 'Copy Question' }).waitFor({ timeout: 60_000 });
  expect(sent()).toHaveLength(0);
});
