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
  await article(1).getByText('complete').first().waitFor();
};

beforeAll(async () => {
  office = await openOffice();
  ({ service, window } = office);
}, 240_000);
afterAll(() => office?.close());

it('keeps what is typed in one window when another one types in the same conversation', async () => {
  const thousand = 'A long thought. '.repeat(63).slice(0, 1_000).trim();
  const kept = () => [...window.stored()].flatMap(([file, held]) => (file.startsWith('drafts') ? held : [])).join();
  await begin('Who types?');
  const other = await window.another();
  await article(1, other).getByText('complete').first().waitFor();
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
  await article(3).getByText('complete').first().waitFor();
  await expect.poll(() => composer().inputValue()).toBe('');
  await expect.poll(kept).not.toContain('thought');
  await other.page.close();
});

it('shows one draft in view and editor tab, and sends it once', async () => {
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
  await article(3).getByText('complete').first().waitFor();
  await expect.poll(() => tab.inputValue()).toBe('');
  await tab.click();
  await tab.press('Enter');
  await expect.poll(() => view.inputValue()).toBe('');
  expect(asked('A draft, and the rest of it.')).toBe(1);
  expect(await window.chat.getByRole('article').count()).toBe(4);
  await window.run('View: Close Editor');
});
