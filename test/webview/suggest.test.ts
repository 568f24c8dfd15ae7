import { expect, test } from 'vitest';
import { type Chat, useChatPage } from './chat.ts';
import { answer, question, state, transcript } from './samples.ts';

const open = useChatPage();
const list = ({ page }: Chat) => page.getByRole('listbox');
const names = (chat: Chat) => list(chat).locator('.suggestion-name').allInnerTexts();
const field = ({ page }: Chat) => page.getByRole('textbox', { name: 'Message' });
const marked = ({ page }: Chat) =>
  page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    const option = document.getElementById(id ?? '');
    return option?.ariaSelected === 'true' ? option.querySelector('.suggestion-name')?.textContent : undefined;
  });

test('lists the commands on a slash; arrows move, Enter takes, and nothing is sent', async () => {
  const chat = await open({ state: state() });
  await chat.composer.pressSequentially('/');
  expect(await list(chat).getAttribute('aria-label')).toBe('Commands');
  expect(await names(chat)).toEqual(['/new', '/attach', '/export', '/rename', '/delete', '/prompt', '/find']);
  expect(await chat.page.getByRole('status').textContent()).toBe('Commands');
  expect(await field(chat).getAttribute('aria-controls')).toBe(await list(chat).getAttribute('id'));
  expect(await marked(chat)).toBe('/new');
  await chat.page.keyboard.press('ArrowUp');
  expect(await marked(chat)).toBe('/find');
  await chat.page.keyboard.type('e');
  expect(await names(chat)).toEqual(['/export']);
  await chat.page.keyboard.type('x');
  expect(await names(chat)).toEqual(['/export']);
  expect(await list(chat).locator('.suggestion-typed').allTextContents()).toEqual(['ex', 'Ex']);
  await chat.page.keyboard.press('Enter');
  expect(await chat.posted('run-command')).toMatchObject([{ type: 'run-command', command: 'export' }]);
  expect(await chat.posted('send')).toEqual([]);
  expect(await chat.composer.inputValue()).toBe('');
  expect(await list(chat).count()).toBe(0);
  expect(await chat.composer.getAttribute('aria-activedescendant')).toBeNull();
  await chat.page.keyboard.press('Control+z');
  expect(await chat.composer.inputValue()).toBe('/ex');
});

test('names commands in German where the page is, and takes the English names too', async () => {
  const chat = await open({ state: state(), language: 'de' });
  await chat.composer.pressSequentially('/lö');
  expect(await names(chat)).toEqual(['/löschen']);
  await chat.page.keyboard.press('Tab');
  await chat.page.keyboard.type('/ren');
  expect(await names(chat)).toEqual(['/umbenennen']);
  await chat.page.keyboard.press('Tab');
  expect((await chat.posted('run-command')).map(({ command }) => command)).toEqual(['delete', 'rename']);
});

test('closes the list alone on Esc: no answer is stopped, and the list stays away while the word goes on', async () => {
  const chat = await open({ state: state({ transcript: transcript(question(), answer({ state: 'answering' })) }) });
  await chat.composer.pressSequentially('/st');
  expect(await names(chat)).toEqual(['/stop']);
  await chat.page.keyboard.press('Escape');
  expect(await list(chat).count()).toBe(0);
  expect(await chat.posted('stop')).toEqual([]);
  await chat.page.keyboard.type('o');
  expect(await list(chat).count()).toBe(0);
  await chat.composer.fill('');
  await chat.composer.pressSequentially('/stop');
  await chat.page.keyboard.press('Enter');
  expect(await chat.posted('stop')).toHaveLength(1);
});

test('lists the assistants on an at-sign, and gives what was typed beside it to who is chosen', async () => {
  const chat = await open({ state: state() });
  await chat.composer.pressSequentially('Vorsteuer? @tax');
  expect(await names(chat)).toEqual(['@Haufe Copilot Tax']);
  await list(chat).getByRole('option').click();
  const carry = { sessionId: 's1', text: 'Vorsteuer?' };
  expect(await chat.posted('choose')).toMatchObject([
    { type: 'choose', connectionId: 'kanzlei', assistantId: 'tax', carry },
  ]);
  // Until there is another conversation it is nowhere else.
  expect((await chat.composer.inputValue()).trim()).toBe('Vorsteuer?');
});

test('sends what was typed on Enter within a sentence, and changes no assistant unasked', async () => {
  const chat = await open({ state: state() });
  await chat.composer.pressSequentially('Vorsteuer? Siehe @tax');
  expect(await names(chat)).toEqual(['@Haufe Copilot Tax']);
  expect(await marked(chat)).toBeUndefined();
  await chat.page.keyboard.press('Enter');
  expect((await chat.posted('send')).map(({ text }) => text)).toEqual(['Vorsteuer? Siehe @tax']);
  expect(await chat.posted('choose')).toEqual([]);
});

test.each(['ArrowDown', 'ArrowUp'])('goes to the list on %s within a sentence, where Enter takes', async (key) => {
  const chat = await open({ state: state() });
  await chat.composer.pressSequentially('Vorsteuer? @tax');
  await chat.page.keyboard.press(key);
  expect(await marked(chat)).toBe('@Haufe Copilot Tax');
  await chat.page.keyboard.press('Enter');
  expect(await chat.posted('choose')).toMatchObject([{ assistantId: 'tax' }]);
  expect(await chat.posted('send')).toEqual([]);
});

test('takes the first of the list on Tab within a sentence', async () => {
  const chat = await open({ state: state() });
  await chat.composer.pressSequentially('Vorsteuer? @tax');
  await chat.page.keyboard.press('Tab');
  expect(await chat.posted('choose')).toMatchObject([{ assistantId: 'tax' }]);
});

test('lets the list wait while an input method composes, whose Enter takes nothing', async () => {
  const chat = await open({ state: state() });
  await chat.composer.focus();
  const client = await chat.page.context().newCDPSession(chat.page);
  await client.send('Input.imeSetComposition', { text: '/ne', selectionStart: 3, selectionEnd: 3 });
  expect(await list(chat).count()).toBe(0);
  await client.send('Input.insertText', { text: '/ne' });
  await expect.poll(() => names(chat)).toEqual(['/new']);
  await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 });
  expect(await chat.posted('run-command')).toEqual([]);
});

test('leaves what names nothing text like any other', async () => {
  const chat = await open({ state: state() });
  await chat.composer.pressSequentially('/nothing like it');
  expect(await list(chat).count()).toBe(0);
  await chat.page.keyboard.press('Enter');
  expect((await chat.posted('send')).map(({ text }) => text)).toEqual(['/nothing like it']);
});

test('leaves the field on Shift+Tab though the list is open', async () => {
  const chat = await open({ state: state() });
  await chat.composer.pressSequentially('/');
  expect(await list(chat).count()).toBe(1);
  await chat.page.keyboard.press('Shift+Tab');
  expect(await chat.composer.evaluate((node) => node === document.activeElement)).toBe(false);
  expect(await list(chat).count()).toBe(0);
  expect(await chat.composer.inputValue()).toBe('/');
});
