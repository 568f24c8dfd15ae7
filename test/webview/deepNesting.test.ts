import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, state, transcript } from './samples.ts';

const open = useChatPage();
const levels = Array.from({ length: 24 }, (_, level) => level);

test.each([
  ['lists', levels.map((level) => `${'  '.repeat(level)}- Wort auf Ebene ${level}`).join('\n')],
  ['numbered lists', levels.map((level) => `${'   '.repeat(level)}1. Wort auf Ebene ${level}`).join('\n')],
  [
    'quotes',
    levels.map((level) => `${'> '.repeat(level + 1)}Wort auf Ebene ${level}\n${'> '.repeat(level + 1)}`).join('\n'),
  ],
  [
    'lists in quotes',
    levels
      .slice(0, 12)
      .map((level) => `${'> - '.repeat(level + 1)}Wort auf Ebene ${level}`)
      .join('\n\n'),
  ],
])('cuts off no word of deeply nested %s in the narrowest view', async (_, text) => {
  const chat = await open({ width: 260, state: state({ transcript: transcript(answer({ text, sources: [] })) }) });
  const cut = await chat.page.evaluate(() => {
    const edge = document.querySelector('.markdown')?.getBoundingClientRect().right ?? 0;
    return [...document.querySelectorAll('.markdown p')].filter((paragraph) => {
      const range = document.createRange();
      range.selectNodeContents(paragraph);
      return range.getBoundingClientRect().right > edge || paragraph.clientWidth < 60;
    }).length;
  });
  expect(cut).toBe(0);
  expect(await chat.page.locator('.markdown p').count()).toBeGreaterThan(11);
});
