import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Service } from '../service/service.ts';
import { type Office, openOffice } from './office.ts';
import type { Window } from './window.ts';

let office: Office;
let service: Service;
let window: Window;

const composer = (at = window) => at.chat.getByRole('textbox', { name: 'Message' });
const article = (index: number, at = window) => at.chat.getByRole('article').nth(index);
/** The message field of the view, or of the editor tab. */
const field = (index: number) =>
  window.page
    .locator('iframe.webview.ready[src*="extensionId=expert-assistants.expert-assistants"]')
    .nth(index)
    .contentFrame()
    .locator('iframe#active-frame')
    .contentFrame()
    .getByRole('textbox', { name: 'Message' });
const asked = (text: string) =>
  service.haufe.threads.flatMap(({ messages }) => messages).filter(({ content }) => content === text).length;

/** A new conversation with one answer. */
const begin = async (question: string) => {
  await window.page.bringToFront();
  await window.startWith('Haufe Copilot HR');
  await composer().fill(question);
  await composer().press('Enter');
  await article(1).getByText('complete').waitFor();
};

beforeAll(async () => {
  office = await openOffice();
  ({ service, window } = office);
}, 240_000);
afterAll(() => office?.close());

it('a draft that one window sends is not sent by another that still shows it', async () => {
  await begin('Base');
  await composer().fill('Send me once');
  await expect.poll(() => [...window.stored().values()].join()).toContain('Send me once');
  const other = await window.another();
  await expect.poll(() => composer(other).inputValue()).toBe('Send me once');
  await window.page.bringToFront();
  await composer().press('Enter');
  await article(3).getByText('complete').waitFor();
  await expect.poll(() => composer().inputValue()).toBe('');
  await other.page.bringToFront();
  // Where VS Code tells that its window has come to the front, the words are gone by themselves.
  if ((await composer(other).inputValue()) !== '') {
    await composer(other).press('Enter');
    await other.toast('Another window has sent this question already').waitFor();
    expect(await composer(other).inputValue()).toBe('Send me once');
  }
  await article(3, other).getByText('complete').waitFor();
  expect(asked('Send me once')).toBe(1);
  await composer(other).fill('');
  await other.page.close();
});

it('what is typed in one window stays when another one types in the same conversation', async () => {
  const thousand = 'A long thought. '.repeat(63).slice(0, 1_000).trim();
  const kept = () => [...window.stored()].flatMap(([file, held]) => (file.startsWith('drafts') ? held : [])).join();
  await begin('Who types?');
  const other = await window.another();
  await article(1, other).getByText('complete').waitFor();
  await window.page.bringToFront();
  await composer().fill(thousand);
  await expect.poll(kept).toContain(thousand);
  await other.page.bringToFront();
  // Whether the other window has heard of it yet or not.
  await composer(other).click();
  await composer(other).press('End');
  await other.page.keyboard.type('x');
  await expect.poll(() => kept().replaceAll(thousand, '')).toContain('x');
  await window.reload();
  await expect.poll(() => composer().inputValue()).toContain(thousand);
  expect((await composer().inputValue()).replace(thousand, '').trim()).toBe('x');
  await composer().press('Enter');
  await article(3).getByText('complete').waitFor();
  await expect.poll(() => composer().inputValue()).toBe('');
  await expect.poll(kept).not.toContain('thought');
  await other.page.close();
});

it('a passage that another window attaches while an answer comes stays with its draft', async () => {
  const passage = 'A passage of the other window';
  const kept = () => [...window.stored()].some(([file, held]) => file.startsWith('drafts') && held.includes(passage));
  await begin('Before the passage?');
  const other = await window.another();
  await article(1, other).getByText('complete').waitFor();
  await window.page.bringToFront();
  const release = service.hold();
  await composer().fill('A slow one?');
  await composer().press('Enter');
  await window.chat.getByRole('button', { name: 'Stop', exact: true }).waitFor();
  await other.page.bringToFront();
  await other.run('File: New Untitled Text File');
  await other.page.keyboard.type(passage);
  await other.page.keyboard.press('Control+A');
  await other.run('Ask Assistant About Selection');
  await other.page
    .locator('.quick-input-list .monaco-list-row')
    .first()
    .getByText('Haufe Copilot HR')
    .first()
    .waitFor();
  await other.page.keyboard.press('Enter');
  await expect.poll(kept).toBe(true);
  await window.page.bringToFront();
  release();
  await article(3).getByText('complete').waitFor();
  await composer().fill('Typed afterwards');
  await expect.poll(() => [...window.stored().values()].join()).toContain('Typed afterwards');
  expect(kept()).toBe(true);
  await composer().fill('');
  await other.page.close();
});

it('one window changes a question at a time, and what gave way to it stays the draft of the other', async () => {
  await begin('Change me?');
  await composer().fill('Kept draft');
  await expect.poll(() => [...window.stored().values()].join()).toContain('Kept draft');
  const other = await window.another();
  await expect.poll(() => composer(other).inputValue()).toBe('Kept draft');
  await window.page.bringToFront();
  await window.chat.getByRole('button', { name: 'Edit and ask again' }).click();
  await expect.poll(() => composer().inputValue()).toBe('Change me?');
  await composer().pressSequentially(' Mine');
  await expect.poll(() => [...window.stored().values()].join()).toContain('Change me? Mine');
  await other.page.bringToFront();
  await other.chat.getByRole('button', { name: 'Edit and ask again' }).click();
  await other.toast('Another window is changing this question.').waitFor();
  expect(await composer(other).inputValue()).toBe('Kept draft');
  await other.page.close();
  await window.page.bringToFront();
  expect(await composer().inputValue()).toBe('Change me? Mine');
  await composer().press('Escape');
  await expect.poll(() => composer().inputValue()).toBe('Kept draft');
  await composer().fill('');
});

it('view and editor tab have one draft: what is typed in one stands in the other, and is sent once', async () => {
  await begin('Two pages?');
  await composer().fill('A draft');
  await window.run('Open Chat in Editor');
  const [view, tab] = [field(0), field(1)];
  await expect.poll(() => tab.inputValue()).toBe('A draft');
  await view.click();
  await view.press('End');
  await view.pressSequentially(', and the rest of it');
  await expect.poll(() => tab.inputValue()).toBe('A draft, and the rest of it');
  await tab.click();
  await tab.press('End');
  await tab.pressSequentially('.');
  await expect.poll(() => view.inputValue()).toBe('A draft, and the rest of it.');
  await expect.poll(() => [...window.stored().values()].join()).toContain('A draft, and the rest of it.');
  await view.click();
  await view.press('Enter');
  await article(3).getByText('complete').waitFor();
  await expect.poll(() => tab.inputValue()).toBe('');
  await tab.click();
  await tab.press('Enter');
  await expect.poll(() => view.inputValue()).toBe('');
  expect(asked('A draft, and the rest of it.')).toBe(1);
  expect(await window.chat.getByRole('article').count()).toBe(4);
  await window.run('View: Close Editor');
});
