import { expect, test } from 'vitest';
import { type Chat, useChatPage } from './chat.ts';
import { answer, question, state, transcript } from './samples.ts';

const open = useChatPage();

const show = (text: string) => open({ state: state({ transcript: transcript(question(), { ...answer(), text }) }) });
const body = ({ page }: Chat) => page.locator('article.answer .markdown');

/** The marks of items as a screen reader hears them, which are those that are drawn. */
async function marks(chat: Chat): Promise<string[]> {
  const client = await chat.page.context().newCDPSession(chat.page);
  const { nodes } = (await client.send('Accessibility.getFullAXTree')) as {
    nodes: { role?: { value: string }; name?: { value: string }; ignored: boolean }[];
  };
  return nodes
    .filter(({ role, ignored }) => !ignored && role?.value === 'ListMarker')
    .map(({ name }) => (name?.value ?? '').trim());
}

async function copied(chat: Chat): Promise<{ text: string; html: string }> {
  return await body(chat).evaluate((node) => {
    getSelection()?.selectAllChildren(node);
    const data = new DataTransfer();
    node.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
    return { text: data.getData('text/plain'), html: data.getData('text/html') };
  });
}

test('shows and copies each item with the number that was written, gaps, zeros and brackets too', async () => {
  const text = '1. Antrag\n3. Anhörung\n3. noch eine\n07. Bescheid\n\n5) fünf\n9) neun';
  const chat = await show(text);
  await expect.poll(() => marks(chat)).toEqual(['1.', '3.', '3.', '07.', '5)', '9)']);
  const { text: plain, html } = await copied(chat);
  expect(plain.replace(/\n+/g, '\n')).toBe(text.replace(/\n+/g, '\n'));
  expect(html).toContain('<ol><li>Antrag</li><li value="3">Anhörung</li><li value="3">noch eine</li>');
});

test('shows the sign of an amount once, before it, and copies it with it', async () => {
  const text = 'Bruttolohn\n\n- 500,00 EUR Pfändung\n+ € 200,00 Zulage\n\nBei\n> 10 Arbeitnehmern';
  const chat = await show(text);
  await expect.poll(() => body(chat).innerText()).toContain('- 500,00 EUR Pfändung');
  expect(await marks(chat)).toEqual([]);
  expect((await body(chat).innerText()).replace(/\n+/g, '\n')).toBe(text.replace(/\n+/g, '\n'));
  expect((await copied(chat)).text.replace(/\n+/g, '\n')).toBe(text.replace(/\n+/g, '\n'));
});

test('shows dates, lines of an address and breaks in a cell on lines of their own', async () => {
  const chat = await show(
    'Muster GmbH\nHauptstraße 1\n\n15. Januar 2026: Antrag\n10. Februar 2026\n\n| a |\n|-|\n| b<br>c <b> |',
  );
  await expect
    .poll(() => body(chat).innerText())
    .toBe('Muster GmbH\nHauptstraße 1\n\n15. Januar 2026: Antrag\n10. Februar 2026\n\na\nb\nc <b>');
  const { text, html } = await copied(chat);
  expect(text).toBe('Muster GmbH\nHauptstraße 1\n\n15. Januar 2026: Antrag\n10. Februar 2026\n\na\nb\nc <b>');
  expect(html).toContain('Muster GmbH<br>Hauptstraße 1');
});

test('copies cells of a table as they are, whatever they begin with', async () => {
  const chat = await show('| a | b |\n|---|---|\n| +200,00 | =1+2 |\n| -5 | @x |');
  await expect.poll(() => body(chat).innerText()).toContain('@x');
  expect((await copied(chat)).text).toBe('a\tb\n+200,00\t=1+2\n-5\t@x');
});

test('shows an answer as it was written from the menu of the page, with the focus in it, and the way back', async () => {
  const chat = await show('Kolleg\\*innen **fett**');
  const written = chat.page.getByRole('group', { name: 'Show as Markdown' });
  const section = () =>
    chat.page.evaluate(
      () => document.activeElement?.closest('[data-vscode-context]')?.getAttribute('data-vscode-context') ?? '',
    );
  await chat.say({ type: 'show-raw', messageId: 'a1', raw: true });
  await expect.poll(() => written.textContent()).toBe('Kolleg\\*innen **fett**');
  expect(JSON.parse(await section())).toEqual({ webviewSection: 'rawAnswer' });
  await chat.say({ type: 'show-raw', messageId: 'a1', raw: true });
  expect(await written.isVisible()).toBe(true);
  await chat.say({ type: 'show-raw', messageId: 'gone', raw: true });
  await chat.say({ type: 'show-raw', messageId: 'a1', raw: false });
  await expect.poll(() => body(chat).isVisible()).toBe(true);
  expect(JSON.parse(await section())).toMatchObject({ webviewSection: 'answer', messageId: 'a1' });
});

test('shows an answer sign by sign on “Show as Markdown”, and as it is read again', async () => {
  const text = 'Kolleg\\*innen **fett** [1]\n\n3. drei\n```js\nx\n```';
  const chat = await show(text);
  const choose = async (name: string) => {
    await chat.page.getByRole('button', { name: 'More Actions' }).click();
    await chat.page.getByRole('menuitem', { name }).click();
  };
  await choose('Show as Markdown');
  await expect.poll(() => chat.page.getByRole('group', { name: 'Show as Markdown' }).textContent()).toBe(text);
  expect(await body(chat).isVisible()).toBe(false);
  await choose('Show Formatted');
  await expect.poll(() => body(chat).isVisible()).toBe(true);
  expect(await chat.page.getByRole('group', { name: 'Show as Markdown' }).isVisible()).toBe(false);
});
