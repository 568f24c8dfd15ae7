import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, asked, completed, delta, head, question, state, transcript } from './samples.ts';

const open = useChatPage();
const long = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} of a long answer.`).join('\n\n');

test('follows an answer at the end, holds still elsewhere, and leads back', async () => {
  const chat = await open({ state: state({ transcript: transcript(question(), answer({ text: long })) }) });
  const { conversation, page } = chat;
  const rest = () => conversation.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight);
  const jump = page.getByRole('button', { name: 'Jump to Latest' });
  expect(await rest()).toBeLessThan(2);
  expect(await jump.isVisible()).toBe(false);
  await chat.happen(...asked, delta(long));
  expect(await rest()).toBeLessThan(2);

  await conversation.hover();
  await page.mouse.wheel(0, -400);
  await jump.waitFor();
  const line = page.getByText('Paragraph 40 of').last();
  await line.scrollIntoViewIfNeeded();
  await chat.painted();
  const top = (await line.boundingBox())?.y;
  for (let index = 0; index < 20; index++) await chat.happen(delta(`\n\nMore ${index}`));
  expect((await line.boundingBox())?.y).toBe(top);

  await jump.click();
  expect(await rest()).toBeLessThan(2);
  expect(await jump.isVisible()).toBe(false);
  await chat.happen(delta('\n\nand on'));
  expect(await rest()).toBeLessThan(2);
});

test('brings a question into view that is sent while the conversation is scrolled up', async () => {
  const chat = await open({ state: state({ transcript: transcript(question(), answer({ text: long })) }) });
  const { conversation, page } = chat;
  const rest = () => conversation.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight);
  await conversation.hover();
  await page.mouse.wheel(0, -1_000);
  await page.getByRole('button', { name: 'Jump to Latest' }).waitFor();
  expect(await rest()).toBeGreaterThan(500);
  const at = '2026-11-20T13:05:00Z';
  await chat.happen(
    { type: 'question-added', messageId: 'q2', text: 'And in probation?', context: [], createdAt: at },
    { type: 'run-start', questionId: 'q2', answerId: 'a2', createdAt: at },
  );
  expect(await rest()).toBeLessThan(2);
  const asked = page.getByRole('article').filter({ hasText: 'And in probation?' });
  expect(await asked.evaluate((node) => node.getBoundingClientRect().bottom <= window.innerHeight)).toBe(true);
});

test('moves the line that is read by no pixel while 5,000 tokens come', async () => {
  const earlier = transcript(question({ id: 'q0' }), answer({ id: 'a0', text: long }));
  const chat = await open({ state: state({ transcript: earlier }) });
  await chat.happen(...asked);
  await chat.conversation.evaluate((node) => node.scrollBy(0, -700));
  await chat.page.getByRole('button', { name: 'Jump to Latest' }).waitFor();
  const moves = await chat.page.evaluate(
    async ({ end }) => {
      const tell = (events: readonly unknown[]) =>
        dispatchEvent(new MessageEvent('message', { data: { type: 'events', sessionId: 's1', events } }));
      const line = [...document.querySelectorAll('.markdown p')].find((node) => node.getBoundingClientRect().top > 200);
      const places = new Set<number | undefined>();
      const look = () => places.add(line?.getBoundingClientRect().top);
      look();
      for (let token = 0; token < 5000; token++) {
        tell([{ type: 'text-delta', delta: token % 40 === 0 ? '\n\n- **point** ' : ` token${token}` }]);
        if (token % 50 !== 0) continue;
        await new Promise(requestAnimationFrame);
        look();
      }
      tell(end);
      await new Promise(requestAnimationFrame);
      look();
      return { text: line?.textContent, places: [...places] };
    },
    { end: [completed] },
  );
  expect(moves.text).toMatch(/^Paragraph/);
  expect(moves.places).toHaveLength(1);
});

test.each([
  ['sent', asked],
  ['that had waited for the answer before it', asked.map((event) => ({ ...event, createdAt: '2026-11-20T13:10:00Z' }))],
  ['asked again', [{ type: 'run-start', questionId: 'q0', answerId: 'a1', createdAt: '2026-11-20T13:10:00Z' }]],
  [
    'in the place of the last one',
    [{ type: 'message-removed', messageId: 'a0' }, { type: 'message-removed', messageId: 'q0' }, ...asked],
  ],
] as const)('brings a question %s into view, wherever one was reading', async (_, events) => {
  const earlier = [question({ id: 'e1' }), answer({ id: 'e2', text: long })];
  const last = [question({ id: 'q0' }), answer({ id: 'a0', text: long })];
  const chat = await open({ state: state({ transcript: transcript(...earlier, ...last) }) });
  await chat.conversation.evaluate((node) => node.scrollTo(0, 0));
  await chat.page.getByRole('button', { name: 'Jump to Latest' }).waitFor();
  // At once, as the host tells it: the page may not have painted the scroll yet.
  await chat.conversation.evaluate((node) => node.scrollTo(0, 40));
  await chat.happen(...events);
  const seen = (await chat.conversation.boundingBox()) as { y: number; height: number };
  const shown = (await chat.page.locator('article.question').last().boundingBox()) as { y: number; height: number };
  expect(shown.y + shown.height).toBeLessThanOrEqual(seen.y + seen.height);
  expect(shown.y).toBeGreaterThanOrEqual(seen.y - 1);
  expect(await chat.page.getByRole('button', { name: 'Jump to Latest' }).isVisible()).toBe(false);
  // What comes of the answer is followed, and whoever scrolls up again is left alone.
  await chat.happen(delta(long));
  const rest = () => chat.conversation.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight);
  expect(await rest()).toBeLessThan(2);
  await chat.conversation.evaluate((node) => node.scrollBy(0, -300));
  await chat.page.getByRole('button', { name: 'Jump to Latest' }).waitFor();
  await chat.happen(delta('\n\nand on'));
  expect(await rest()).toBeGreaterThan(100);
});

test('brings a question into view that was asked while the page was away', async () => {
  const earlier = [question({ id: 'e1' }), answer({ id: 'e2', text: long })];
  const chat = await open({ state: state({ transcript: transcript(...earlier) }) });
  await chat.conversation.evaluate((node) => node.scrollTo(0, 500));
  await chat.page.getByRole('button', { name: 'Jump to Latest' }).waitFor();
  await chat.page.reload();
  const running = [question(), answer({ text: '', sources: [], state: 'asking' })];
  await chat.say({ type: 'state', state: state({ transcript: transcript(...earlier, ...running) }) });
  expect(await chat.page.getByRole('button', { name: 'Jump to Latest' }).isVisible()).toBe(false);
  // Without a new one it is shown from where it was read.
  await chat.conversation.evaluate((node) => node.scrollTo(0, 500));
  await chat.page.getByRole('button', { name: 'Jump to Latest' }).waitFor();
  await chat.page.reload();
  await chat.say({ type: 'state', state: state({ transcript: transcript(...earlier, ...running) }) });
  await chat.page.getByRole('button', { name: 'Jump to Latest' }).waitFor();
});

const rows = Array.from({ length: 60 }, (_, row) => `| ${row + 1} Jahre im Betrieb | ${row} Wochen |\n`).join('');
const items = (count: number) =>
  Array.from({ length: count }, (_, item) => `${item + 1}. Punkt ${item + 1}\n`).join('');
const longest = 'Donaudampfschifffahrtsgesellschaft '.repeat(8);

test.each([
  [
    'a row of a table whose columns change',
    `| Jahre | Frist |\n|---|---|\n${rows}`,
    `| 61 | ${longest} |\n`,
    'tr',
    260,
  ],
  ['a row of a wide page', `| Jahre | Frist |\n|---|---|\n${rows}`, `| 61 | ${longest} |\n`, 'tr', 400],
  ['an item of a list that turns loose', items(70), '\n71. Ende', 'li', 300],
  ['an item of a very long list that turns loose', items(140), '\n141. Ende', 'li', 300],
  ['an item inside a quote', items(70).trimEnd().replace(/^/gm, '> '), '\n>\n> 71. Ende', 'li', 300],
])('moves %s by no pixel while it is read', async (_, before, more, part, width) => {
  const chat = await open({ state: state(), width });
  await chat.happen(...asked, delta(before));
  await chat.conversation.evaluate((node) => node.scrollBy(0, -250));
  await chat.page.getByRole('button', { name: 'Jump to Latest' }).waitFor();
  await chat.page.evaluate((part) => {
    const edge = document.querySelector('.conversation')?.getBoundingClientRect().top ?? 0;
    const all = [...document.querySelectorAll(`.markdown ${part}`)];
    Object.assign(window, { line: all.find((node) => node.getBoundingClientRect().top >= edge) });
  }, part);
  const place = () =>
    chat.page.evaluate(() => Math.round((window as unknown as { line: Element }).line.getBoundingClientRect().top));
  const height = () => chat.page.locator('.markdown').evaluate((node) => node.clientHeight);
  const [was, high] = [await place(), await height()];
  for (const piece of more.match(/[\s\S]{1,12}/g) ?? []) await chat.happen(delta(piece));
  // Rows may be a fraction of a pixel high, and a scroll offset is a whole one.
  expect(Math.abs((await place()) - was)).toBeLessThanOrEqual(1);
  expect((await height()) - high).toBeGreaterThan(60);
});

test('shows another conversation from its end', async () => {
  const full = state({ transcript: transcript(question(), answer({ text: long })) });
  const chat = await open({ state: full });
  await chat.conversation.evaluate((node) => node.scrollTo(0, 500));
  await chat.page.getByRole('button', { name: 'Jump to Latest' }).waitFor();
  const other = head({ session: { ...head().session, id: 's2' } as never });
  await chat.say({ type: 'state', state: { ...full, head: other } });
  expect(await chat.conversation.evaluate((node) => node.scrollTop)).toBeGreaterThan(1000);
});

test('shows a page again where it was read', async () => {
  const full = state({ transcript: transcript(question(), answer({ text: long })) });
  const chat = await open({ state: full });
  await chat.conversation.evaluate((node) => node.scrollTo(0, 500));
  await chat.page.getByRole('button', { name: 'Jump to Latest' }).waitFor();
  await chat.page.reload();
  await chat.say({ type: 'state', state: full });
  expect(await chat.conversation.evaluate((node) => node.scrollTop)).toBe(500);
});

test('adds older messages above without moving what is read', async () => {
  const recent = [question(), answer({ text: long })];
  const chat = await open({ state: state({ transcript: { ...transcript(...recent), hasOlder: true } }) });
  await chat.conversation.evaluate((node) => node.scrollTo(0, 0));
  const button = chat.page.getByRole('button', { name: 'Load Older Messages' });
  await button.click();
  expect(await chat.posted('load-older')).toEqual([{ type: 'load-older', sessionId: 's1' }]);
  expect(await button.isDisabled()).toBe(true);
  const first = chat.page.getByRole('article', { name: 'You' }).last();
  const top = (await first.boundingBox())?.y ?? 0;
  const messages = [question({ id: 'q0' }), answer({ id: 'a0', text: long }), ...recent];
  await chat.happen({ type: 'messages-loaded', messages, hasOlder: false });
  expect(await button.count()).toBe(0);
  expect(Math.abs(((await first.boundingBox())?.y ?? 0) - top)).toBeLessThan(60);
});

test('throws nobody back who scrolls just before something is painted', async () => {
  const chat = await open({ state: state({ transcript: transcript(question(), answer({ text: long })) }) });
  const top = await chat.page.evaluate(() => {
    const region = document.querySelector<HTMLElement>('.conversation');
    region?.scrollTo(0, 100);
    // The scroll's own event waits for the next frame; this is painted at once.
    dispatchEvent(new MessageEvent('message', { data: { type: 'focus', target: 'input' } }));
    return region?.scrollTop;
  });
  expect(top).toBe(100);
  await chat.painted();
  expect(await chat.conversation.evaluate((node) => node.scrollTop)).toBe(100);
});

test('moves the line by no more than was scrolled while something is laid out above it', async () => {
  const earlier = [question({ id: 'q0' }), answer({ id: 'a0', text: long })];
  const chat = await open({ state: state({ transcript: transcript(...earlier, question(), answer({ text: long })) }) });
  await chat.conversation.evaluate((node) => node.scrollBy(0, -700));
  await chat.painted();
  const moved = await chat.page.evaluate(async () => {
    const region = document.querySelector<HTMLElement>('.conversation');
    const line = [...document.querySelectorAll('.markdown p')].find((node) => node.getBoundingClientRect().top > 200);
    const before = line?.getBoundingClientRect().top ?? 0;
    document.querySelector('article')?.style.setProperty('padding-top', '90px');
    region?.scrollBy(0, -40);
    region?.dispatchEvent(new Event('scroll'));
    const painted = async () => {
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      return (line?.getBoundingClientRect().top ?? 0) - before;
    };
    const scrolled = await painted();
    document.querySelector('article')?.style.setProperty('padding-top', '0');
    return [scrolled, await painted()];
  });
  expect(moved).toEqual([40, 40]);
});
