import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { state } from './samples.ts';

const open = useChatPage();

test('a message of another origin does nothing on the page', async () => {
  const chat = await open({ state: state() });
  const say = (origin: string) =>
    chat.page.evaluate((from) => {
      const data = { type: 'draft', sessionId: 's1', text: `from ${from}` };
      window.dispatchEvent(new MessageEvent('message', { data, origin: from }));
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }, origin);
  await say('https://evil.example');
  expect(await chat.composer.inputValue()).toBe('');
  await say(new URL(chat.page.url()).origin);
  expect(await chat.composer.inputValue()).toMatch(/^from http/);
});
