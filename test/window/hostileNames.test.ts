import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { hr, realEstate } from '../service/haufe.ts';
import { type Office, openOffice } from './office.ts';

let office: Office;
const link = '(command:workbench.action.terminal.new "Tax Assistant")';
const asking = `[Asking$(zap)]${link}`;
const plain = `[Plain$(zap)]${link}`;
const page = () => office.window.page;
const quickInput = () => page().locator('.quick-input-widget');

/** The assistants are renamed by their vendor before anybody reads them. */
beforeAll(async () => {
  office = await openOffice((service) => {
    service.haufe.assistants.splice(0, 3, { ...realEstate, name: asking }, { ...hr, name: plain });
  });
}, 240_000);
afterAll(() => office?.close());
beforeEach(() => office.window.clear());

it('shows a name that is a link to a command as words in an input box', async () => {
  const { window } = office;
  const prompt = window.input('It’s sent with every question to');
  await window.choose('Edit Required Details', 'Asking', prompt);
  await prompt.getByText(`[Asking$(zap)] ${link}`).first().waitFor();
  expect(await quickInput().locator('a[href], .monaco-link').count()).toBe(0);
  await page().keyboard.press('Escape');
});

it('shows a name that is a link to a command as words in a notification', async () => {
  const { window } = office;
  const toast = window.toast('doesn’t require any additional details');
  await window.choose('Edit Required Details', 'Plain', toast);
  await toast.getByText(`[Plain$(zap)] ${link}`).first().waitFor();
  const message = toast.locator('.notification-list-item-message');
  expect(await message.locator('a').count()).toBe(0);
  await message.click();
  expect(await page().locator('.terminal-wrapper, .integrated-terminal').count()).toBe(0);
});

it('shows the name of an icon as it stands in a list and in the tree', async () => {
  const { window } = office;
  await window.run('Edit Required Details');
  await quickInput().getByText('Plain$(zap)').first().waitFor();
  expect(await page().locator('.codicon-zap').count()).toBe(0);
  expect(await quickInput().getByText('\\$(zap)').count()).toBe(0);
  await page().keyboard.press('Escape');
  await page().getByRole('tab', { name: 'Expert Assistants' }).first().click();
  await window.row('Office').first().click();
  await window.row('Plain$(zap)').first().waitFor();
  expect(await window.row('\\$(zap)').count()).toBe(0);
});
