import { expect, test } from 'vitest';
import { type Chat, useChatPage } from './chat.ts';
import { findMisfits } from './misfits.ts';
import { answer, question, state, transcript } from './samples.ts';
import { themes } from './themes.ts';

const open = useChatPage();
const conversation = state({
  transcript: transcript(question(), answer(), question({ id: 'q2' }), answer({ id: 'a2' })),
});

/** What a person opens over or beside the conversation, one after another. */
const parts: Readonly<Record<string, (chat: Chat) => Promise<void>>> = {
  search: async ({ page, labels }) => {
    await page.keyboard.press('Control+f');
    await page.getByRole('textbox', { name: labels.findText, exact: true }).fill('Frist');
  },
  'search without a result': async ({ page, labels }) => {
    await page.getByRole('textbox', { name: labels.findText, exact: true }).fill('nirgends');
  },
  commands: async ({ composer, page }) => {
    await page.keyboard.press('Escape');
    await composer.fill('');
    await composer.pressSequentially('/');
    await page.getByRole('listbox').waitFor();
  },
  assistants: async ({ page }) => {
    await page.keyboard.press('Backspace');
    await page.keyboard.type('@');
    await page.getByRole('listbox').waitFor();
  },
};

test.each(themes)('axe finds nothing wrong with what is opened, in %s', async (theme) => {
  const chat = await open({ theme, policy: false, state: conversation });
  for (const [name, act] of Object.entries(parts)) {
    await act(chat);
    expect(await chat.violations(), name).toEqual([]);
  }
});

test('axe finds nothing wrong with lists that have to scroll, which leave the focus in the message field', async () => {
  const chat = await open({ language: 'de', width: 260, policy: false, state: conversation });
  await chat.page.setViewportSize({ width: 260, height: 300 });
  await chat.composer.pressSequentially('/');
  const list = chat.page.getByRole('listbox');
  await expect.poll(() => list.evaluate((node) => node.scrollHeight > node.clientHeight)).toBe(true);
  expect(await chat.violations()).toEqual([]);
  await list.focus();
  expect(await chat.composer.evaluate((node) => node === document.activeElement)).toBe(true);
});

test.each([240, 260, 300])('fits German words of what is opened into %i px', async (width) => {
  const chat = await open({ language: 'de', width, state: conversation });
  for (const [name, act] of Object.entries(parts)) {
    await act(chat);
    expect(await chat.page.evaluate(findMisfits), name).toEqual([]);
  }
});

test('cuts off no German label at 260 px, whichever it is', async () => {
  const chat = await open({ language: 'de', width: 260, state: conversation });
  const cut = await chat.page.evaluate(
    (labels) => {
      const words = Object.values(labels)
        .flat()
        .filter((text): text is string => typeof text === 'string');
      return words.filter((text) => {
        const button = document.createElement('button');
        button.className = 'button';
        button.textContent = text;
        const line = document.createElement('p');
        line.textContent = text;
        document.querySelector('.messages')?.append(button, line);
        const clipped = [button, line].some((node) => node.scrollWidth > node.clientWidth + 1);
        button.remove();
        line.remove();
        return clipped;
      });
    },
    chat.labels as unknown as Record<string, unknown>,
  );
  expect(cut).toEqual([]);
});
