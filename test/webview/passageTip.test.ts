import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, question, sources, state, transcript } from './samples.ts';

const open = useChatPage();
const withAnswer = (text: string) => state({ transcript: transcript(question(), answer({ text, sources })) });

test('shows the passage of a number on hover and on focus, and hides it on Escape', async () => {
  const chat = await open({ state: withAnswer('Zwei Wochen [1], siehe [2].') });
  const number = chat.page.locator('.citation').first();
  const tip = chat.page.getByRole('tooltip');
  await number.hover();
  expect(await tip.textContent()).toBe(`BGB · § 622 Abs. 3${sources[0]?.passage}`);
  expect(await number.getAttribute('aria-describedby')).toBe(await tip.getAttribute('id'));
  // The pointer may go into the passage.
  await tip.hover();
  expect(await tip.count()).toBe(1);
  await chat.conversation.hover({ position: { x: 5, y: 5 } });
  expect(await tip.count()).toBe(0);
  await chat.conversation.focus();
  await chat.page.keyboard.press('Tab');
  while (!(await number.evaluate((node) => node === document.activeElement))) await chat.page.keyboard.press('Tab');
  expect(await tip.count()).toBe(1);
  expect(await chat.violations()).toEqual([]);
  await chat.page.keyboard.press('Escape');
  expect(await tip.count()).toBe(0);
  expect(await chat.posted('stop')).toEqual([]);
});

test('shows no passage of a number that is scrolled to where the pointer rests until the pointer moves', async () => {
  const text = `${'Ein Absatz.\n\n'.repeat(60)}Frist [1].`;
  const chat = await open({ state: withAnswer(text) });
  const { page } = chat;
  const number = page.locator('.citation').first();
  await number.scrollIntoViewIfNeeded();
  const box = await number.boundingBox();
  if (!box) throw new Error('the number is not painted');
  await chat.conversation.evaluate((node) => node.scrollBy(0, -400));
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await chat.conversation.evaluate((node) => node.scrollBy(0, 400));
  await expect.poll(() => number.evaluate((node) => node.matches(':hover'))).toBe(true);
  expect(await page.getByRole('tooltip').count()).toBe(0);
  await page.mouse.move(box.x + box.width / 2 + 1, box.y + box.height / 2);
  expect(await page.getByRole('tooltip').count()).toBe(1);
});
