import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Service } from '../service/service.ts';
import { dropFile } from './attachFile.ts';
import { type Office, openOffice } from './office.ts';
import { agreeToStorage } from './storageDialog.ts';
import type { Window } from './window.ts';

let office: Office;
let service: Service;
let window: Window;

const lastAnswer = () => window.chat.getByRole('article').last();
const sent = (ending: string) =>
  service.requests.filter(({ method, path: at }) => method === 'POST' && at.endsWith(ending));

async function ask(text: string): Promise<void> {
  const composer = window.chat.getByRole('textbox', { name: 'Message' });
  await composer.fill(text);
  await composer.press('Enter');
}

/** The ratings of the last answer: at the width of the side bar they are in its menu. */
const rating = (name: string) => window.chat.getByRole('menuitemcheckbox', { name, exact: true });
const moreActions = () => lastAnswer().getByRole('button', { name: 'More Actions' });

async function rate(name: string): Promise<void> {
  await moreActions().click();
  await rating(name).click();
}

/** Whether the menu, opened anew, shows the rating as the one that is set. */
async function isSet(name: string): Promise<string | null> {
  await moreActions().click();
  const shown = await rating(name).getAttribute('aria-checked');
  await window.page.keyboard.press('Escape');
  return shown;
}

let hasAgreed = false;
async function agreeOnce(): Promise<void> {
  if (!hasAgreed) await agreeToStorage(window);
  hasAgreed = true;
}

/** An answer that was rated as helpful. */
async function rated(): Promise<void> {
  await window.startWith('Haufe Copilot HR');
  await ask('Which notice period applies?');
  await lastAnswer().getByText('complete').first().waitFor();
  const before = service.haufe.ratings.size;
  await rate('Helpful');
  await expect.poll(() => service.haufe.ratings.size).toBe(before + 1);
  expect(await isSet('Helpful')).toBe('true');
}

beforeAll(async () => {
  office = await openOffice();
  ({ service, window } = office);
}, 240_000);
afterAll(() => office?.close());
beforeEach(async () => {
  service.reset();
  service.haufe.ratings.clear();
  service.haufe.files.all.clear();
  await window.clear();
});

it('rates an answer by button and by command, and takes the rating back', async () => {
  await window.startWith('Haufe Copilot HR');
  await ask('Which notice period applies?');
  await lastAnswer().getByText('complete').first().waitFor();
  await rate('Not Helpful');
  await expect.poll(() => isSet('Not Helpful')).toBe('true');
  await expect.poll(() => [...service.haufe.ratings.values()]).toEqual([{ feedback: 'negative' }]);
  await rate('Not Helpful');
  await expect.poll(() => service.haufe.ratings.size).toBe(0);
  await window.run('Rate Last Answer as Helpful');
  await window.page.locator('.statusbar').getByText('Your rating of the last answer was sent').waitFor();
  expect(await isSet('Helpful')).toBe('true');
});

it('takes back a rating that the service refuses, and says so', async () => {
  await rated();
  service.fail('/feedback', { status: 500, body: '{"error_code":"internal_server_error"}', times: 9 });
  await rate('Not Helpful');
  await window.toast('is unavailable right now').waitFor({ timeout: 60_000 });
  await expect.poll(() => isSet('Helpful')).toBe('true');
});

it('ends a rating that is pressed twice and refused twice as the service has it', async () => {
  await rated();
  const feedback = () => service.requests.filter(({ path: at }) => at.endsWith('/feedback')).length;
  const requests = feedback();
  service.fail('/feedback', { status: 400, body: '{"error_code":"invalid_input"}', delay: 4_000, times: 2 });
  await rate('Not Helpful');
  await expect.poll(() => isSet('Not Helpful')).toBe('true');
  await rate('Not Helpful');
  await expect.poll(feedback).toBe(requests + 2);
  await expect.poll(() => isSet('Helpful')).toBe('true');
  expect(await isSet('Not Helpful')).toBe('false');
});

/** Attaches a file that is kept, asks about it, and opens the dialog that deletes the conversation. */
async function deleteAfterAsking(name: string): Promise<void> {
  await window.startWith('Haufe Copilot HR');
  await dropFile(window, name);
  await window.dialog(`Attach “${name}”`).getByRole('button', { name: 'Attach and Keep' }).click();
  await agreeOnce();
  await window.chat.getByText('Ready (stored)').first().waitFor({ timeout: 60_000 });
  await ask(`About ${name}?`);
  await lastAnswer().getByText('complete').first().waitFor();
  await window.run('Delete Conversation');
  await deletion().getByText(`The attached file will be deleted, too: ${name}`).waitFor();
}
const deletion = () => window.dialog('Delete the conversation');
const files = () => [...service.haufe.files.all.values()].map(({ file_name }) => file_name);
const isDeleted = () => service.haufe.threads.at(-1)?.deleted;

it('deletes the file that was sent in a conversation with it, after a dialog that names it', async () => {
  await deleteAfterAsking('sent.txt');
  await deletion().getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(files).not.toContain('sent.txt');
  expect(isDeleted()).toBe(true);
  await expect.poll(() => window.chat.getByRole('article').count()).toBe(0);
});

it('keeps the file of a conversation when only the conversation is to be deleted', async () => {
  await deleteAfterAsking('wanted.txt');
  await deletion().getByRole('button', { name: 'Delete Conversation Only' }).click();
  await expect.poll(isDeleted).toBe(true);
  await expect.poll(() => window.chat.getByRole('article').count()).toBe(0);
  expect(files()).toContain('wanted.txt');
});

it('says that the file of a deleted conversation could not be deleted', async () => {
  await deleteAfterAsking('stuck.txt');
  service.fail(/\/files\//, { method: 'DELETE', status: 500, times: 100 });
  await deletion().getByRole('button', { name: 'Delete', exact: true }).click();
  await window.toast('The conversation was deleted, but its file “stuck.txt” wasn’t.').waitFor({ timeout: 90_000 });
  expect(isDeleted()).toBe(true);
});

it('deletes a file that no question took along with its conversation', async () => {
  await window.startWith('Haufe Copilot HR');
  await ask('Which notice period applies?');
  await lastAnswer().getByText('complete').first().waitFor();
  await dropFile(window, 'alt.txt', 'Nicht mehr gebraucht.');
  await window.dialog('Attach “alt.txt”').getByRole('button', { name: 'Attach', exact: true }).click();
  await agreeOnce();
  await window.chat.getByRole('list', { name: 'Context' }).getByText('Ready').waitFor({ timeout: 60_000 });
  expect(service.haufe.files.all.size).toBe(1);
  await window.run('Delete Conversation');
  await window.dialog('Delete the conversation').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(() => service.haufe.files.all.size).toBe(0);
  await expect.poll(() => window.chat.getByRole('article').count()).toBe(0);
});

it('attaches a file after a dialog that says where it goes, and sends it with the question', async () => {
  await window.startWith('Haufe Copilot HR');
  await dropFile(window, 'vertrag.txt');
  const dialog = window.dialog('Attach “vertrag.txt” (34 B) to your next question?');
  const { host } = new URL(service.haufe.baseUrl);
  const said = `The file’s name is sent to Office (${host}), its content to the storage that Office specifies.`;
  await dialog.getByText(said).waitFor();
  expect(service.haufe.files.all.size).toBe(0);
  await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
  await agreeOnce();
  await window.chat.getByRole('list', { name: 'Context' }).getByText('34 B · Ready').waitFor({ timeout: 60_000 });
  await ask('How long is the probation period?');
  await window.chat.getByRole('article').first().getByText('File vertrag.txt').waitFor();
  await lastAnswer().getByText('complete').first().waitFor();
  const [stored] = [...service.haufe.files.all.values()];
  expect(stored).toMatchObject({ file_name: 'vertrag.txt', persist: false });
  expect(JSON.stringify(sent('/messages').at(-1)?.body)).toContain(stored?.file_id);
});

it('shows the text of an uploaded file, and deletes it', async () => {
  await window.startWith('Haufe Copilot HR');
  await dropFile(window, 'vertrag.txt');
  await window.dialog('Attach “vertrag.txt”').getByRole('button', { name: 'Attach and Keep' }).click();
  await agreeOnce();
  await window.chat.getByText('Ready (stored)').first().waitFor({ timeout: 60_000 });
  // A file that no question took would go along with the next one.
  await ask('How long is the probation period?');
  await lastAnswer().getByText('complete').first().waitFor();
  await window.run('Manage Uploaded Files');
  await window.answer('Select a file', 'vertrag.txt');
  await window.answer('What do you want to do with', 'Show Extracted Text');
  await window.page.locator('.monaco-editor .view-line').getByText('Die Probezeit dauert').first().waitFor();
  await window.run('Manage Uploaded Files');
  await window.answer('Select a file', 'vertrag.txt');
  await window.answer('What do you want to do with', 'Delete');
  await window.dialog('Delete “vertrag.txt”?').getByRole('button', { name: 'Delete', exact: true }).click();
  await window.toast('There are no uploaded files on Office.').waitFor();
  expect(service.haufe.files.all.size).toBe(0);
});

it('asks once what an assistant wants to know, and keeps the question when the person gives up', async () => {
  await window.startWith('Haufe Copilot Real Estate');
  const before = sent('/messages').length;
  await ask('Who pays for repairs?');
  await window.input('License (product number').waitFor();
  await window.page.keyboard.press('Escape');
  await window.toast('Your question wasn’t sent. Haufe Copilot Real Estate requires these details.').waitFor();
  const composer = window.chat.getByRole('textbox', { name: 'Message' });
  expect(await composer.inputValue()).toBe('Who pays for repairs?');
  expect(sent('/messages')).toHaveLength(before);
  await composer.press('Enter');
  await window.answer('License (product number', 'PI123');
  await lastAnswer().getByText('complete').first().waitFor();
  expect(JSON.stringify(sent('/stream').at(-1)?.body)).toContain('PI123');
  await ask('And for a broken window?');
  await expect.poll(() => window.chat.getByRole('article').count()).toBe(4);
  await lastAnswer().getByText('complete').first().waitFor();
});

it('sends a long question in parts when the person agrees, and shows it as one', async () => {
  await window.startWith('Haufe Copilot HR');
  const before = sent('/messages').length;
  await ask('word '.repeat(7_000));
  const dialog = window.dialog('Split this question into 2 messages?');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(sent('/messages')).toHaveLength(before);
  // The page hears a moment later that nothing was sent.
  const composer = window.chat.getByRole('textbox', { name: 'Message' });
  await expect.poll(async () => (await dialog.isVisible()) || composer.press('Enter'), { interval: 500 }).toBe(true);
  await dialog.getByRole('button', { name: 'Send as 2 Messages' }).click();
  await lastAnswer().getByText('complete').first().waitFor();
  expect(sent('/messages')).toHaveLength(before + 2);
  expect(await window.chat.getByRole('article').count()).toBe(2);
});

it('asks one question without a conversation, keeps it on the disk until it is answered, and deletes it at the service', async () => {
  const outbox = () => [...window.stored()].filter(([file]) => file.startsWith('outbox')).map(([, held]) => held);
  const release = service.hold();
  await window.run('Ask Single Question');
  await window.answer('Select an assistant for the single question', 'Haufe Copilot HR');
  await window.answer('Your question', 'Only this');
  await expect.poll(() => outbox().join()).toContain('Only this');
  release();
  await window.page.locator('.monaco-editor .view-line').getByText('Only this').first().waitFor();
  await window.page.locator('.monaco-editor .view-line').getByText('Powered by Haufe. Generated by AI.').waitFor();
  await window
    .toast('may have stored the question and its answer')
    .getByRole('button', { name: 'Delete Conversation' })
    .click();
  await window.toast('The conversation was deleted.').waitFor();
  await expect.poll(() => [...window.stored()].join()).not.toContain('Only this');
});
