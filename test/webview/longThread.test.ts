import { expect, test } from 'vitest';
import type { Message } from '../../src/chat/model/model.ts';
import { amount } from '../amount.ts';
import { type Chat, useChatPage } from './chat.ts';
import { answer, asked, completed, delta, head, question, state, transcript } from './samples.ts';

const open = useChatPage();
const total = 400;
const switches = amount(50, 12);
const thread = (prefix = 'm', length = total): Message[] =>
  Array.from({ length }, (_, index) =>
    index % 2 === 0
      ? question({ id: `${prefix}${index}`, text: `Question ${index}` })
      : answer({ id: `${prefix}${index}`, text: `Answer ${index}\n\n- one\n- two\n\nNeedle${index}` }),
  );
const longState = (prefix?: string, id = 's1', length?: number) =>
  state({
    head: head({ session: { ...head().session, id } as never }),
    transcript: transcript(...thread(prefix, length)),
  });
const built = (chat: Chat) => chat.page.locator('article').count();

test('paints the newest messages of a long thread first, the rest after them, and all of them for real', async () => {
  const chat = await open();
  const atFirst = await chat.page.evaluate(
    async (data) => {
      dispatchEvent(new MessageEvent('message', { data }));
      await new Promise(requestAnimationFrame);
      return document.querySelectorAll('article').length;
    },
    { type: 'state', state: longState() },
  );
  expect(atFirst).toBeGreaterThan(0);
  expect(atFirst).toBeLessThanOrEqual(40);
  await expect.poll(() => built(chat), { timeout: 20_000 }).toBe(total);
  const order = await chat.page
    .locator('article')
    .evaluateAll((all) => all.map((node) => (node as HTMLElement).dataset['message']));
  expect(order).toEqual(thread().map(({ id }) => id));
  const selected = await chat.page.evaluate(() => {
    getSelection()?.selectAllChildren(document.querySelector('.conversation') as Element);
    return getSelection()?.toString() ?? '';
  });
  for (const { text } of thread()) expect(selected).toContain(text.split('\n').at(-1));
});

test('keeps a long thread at its end, or at the line that is read, while it is being built', async () => {
  const chat = await open();
  await chat.say({ type: 'state', state: longState() });
  const line = chat.page.getByText('Needle397', { exact: true });
  await chat.conversation.evaluate((node) => node.scrollBy(0, -300));
  const place = () => line.evaluate((node) => node.getBoundingClientRect().top);
  await chat.painted();
  const before = await place();
  await expect.poll(() => built(chat), { timeout: 20_000 }).toBe(total);
  await chat.painted();
  expect(await place()).toBe(before);
});

test('moves by what was scrolled through a long thread, whatever was guessed of its heights', async () => {
  const chat = await open({ state: longState() });
  await expect.poll(() => built(chat), { timeout: 20_000 }).toBe(total);
  const jumps = await chat.page.evaluate(async () => {
    const region = document.querySelector<HTMLElement>('.conversation');
    const frame = () => new Promise(requestAnimationFrame);
    const wrong: number[] = [];
    for (let step = 0; step < 60; step++) {
      const edge = region?.getBoundingClientRect().top ?? 0;
      const seen = [...document.querySelectorAll('article')].filter((node) =>
        node.parentElement?.checkVisibility({ contentVisibilityAuto: true }),
      );
      const line = seen.find((node) => node.getBoundingClientRect().top > edge);
      const before = line?.getBoundingClientRect().top ?? 0;
      region?.scrollBy(0, -200);
      await frame();
      await frame();
      await frame();
      const moved = (line?.getBoundingClientRect().top ?? 0) - before;
      if (Math.abs(moved - 200) > 1) wrong.push(moved);
    }
    return wrong;
  });
  expect(jumps).toEqual([]);
});

test('goes where Home, End and the page keys say, whatever is laid out on the way', async () => {
  const chat = await open({ state: longState() });
  await expect.poll(() => built(chat), { timeout: 20_000 }).toBe(total);
  const { conversation, page } = chat;
  const place = () => conversation.evaluate((node) => Math.round(node.scrollTop));
  const toEnd = () => conversation.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight);
  await conversation.focus();
  await page.keyboard.press('Home');
  await expect.poll(place).toBe(0);
  await page.getByText('Question 0', { exact: true }).waitFor();
  await page.keyboard.press('PageDown');
  const share = await conversation.evaluate((node) => Math.round(node.clientHeight * 0.875));
  await expect.poll(place).toBe(share);
  await page.keyboard.press('PageUp');
  await expect.poll(place).toBe(0);
  await page.keyboard.press('End');
  await expect.poll(toEnd).toBeLessThanOrEqual(1);
  expect(await page.getByRole('button', { name: 'Jump to Latest' }).isVisible()).toBe(false);
  // In the message field they move the cursor.
  await chat.composer.fill('abc');
  await page.keyboard.press('Home');
  expect(await toEnd()).toBeLessThanOrEqual(1);
});

test('skips what is far away, as groups of fifty, but not for a screen reader', async () => {
  const chat = await open({ state: longState() });
  await expect.poll(() => built(chat), { timeout: 20_000 }).toBe(total);
  const skipped = () =>
    chat.page
      .locator('.group')
      .evaluateAll(
        (all) =>
          all.filter((group) => !group.firstElementChild?.checkVisibility({ contentVisibilityAuto: true })).length,
      );
  const unheard = () =>
    chat.page
      .locator('.group, .message')
      .evaluateAll((all) => all.filter((box) => getComputedStyle(box).contentVisibility !== 'visible').length);
  expect(await unheard()).toBeGreaterThan(300);
  expect(await chat.page.locator('.group').count()).toBe(total / 50);
  expect(await skipped()).toBeGreaterThanOrEqual(5);
  await chat.page.evaluate(() => document.body.classList.add('vscode-using-screen-reader'));
  await chat.painted();
  expect(await skipped()).toBe(0);
  expect(await unheard()).toBe(0);
  expect(await chat.page.evaluate(() => document.body.classList.contains('screen-reader'))).toBe(true);
});

test('lays all of a long thread out at once on Ctrl+A, until something else is selected', async () => {
  const chat = await open({ state: longState() });
  await expect.poll(() => built(chat), { timeout: 20_000 }).toBe(total);
  const skipped = () =>
    chat.page
      .locator('.group, .message')
      .evaluateAll((all) => all.filter((box) => getComputedStyle(box).contentVisibility !== 'visible').length);
  expect(await skipped()).toBeGreaterThan(300);
  await chat.conversation.focus();
  await chat.page.keyboard.press('Control+a');
  expect(await skipped()).toBe(0);
  const text = await chat.page.evaluate(() => getSelection()?.toString() ?? '');
  expect(text).toContain('Needle1\n');
  expect(text).toContain(`Needle${total - 1}`);
  await chat.page.locator('article p').last().click();
  await expect.poll(skipped).toBeGreaterThan(300);
});

test('touches one message of a long thread on a delta, and measures no other', async () => {
  const chat = await open({ state: longState() });
  await expect.poll(() => built(chat), { timeout: 20_000 }).toBe(total);
  await chat.happen(...asked, delta('First'));
  await chat.page.evaluate(() => {
    const counts = { touched: 0, measured: 0 };
    Object.assign(window, { counts });
    const measure = Element.prototype.getBoundingClientRect;
    Element.prototype.getBoundingClientRect = function () {
      counts.measured++;
      return measure.call(this);
    };
    new MutationObserver((changes) => {
      counts.touched += changes.filter(
        ({ target }) =>
          (target.parentElement?.closest('article') ?? (target as Element).closest?.('article'))?.getAttribute(
            'data-message',
          ) !== 'a1',
      ).length;
    }).observe(document.querySelector('.thread') as Element, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
  for (let index = 0; index < 10; index++) await chat.happen(delta(' more'));
  const counts = await chat.page.evaluate(() => (window as unknown as { counts: object }).counts);
  expect(counts).toEqual({ touched: 0, measured: 0 });
});

test('has no timer and asks for no frame in an idle page, after all that has one', async () => {
  const chat = await open();
  await chat.page.addInitScript(() => {
    const live = new Set<string>();
    Object.assign(window, { live });
    for (const [start, end] of [
      ['setTimeout', 'clearTimeout'],
      ['setInterval', 'clearInterval'],
      ['requestAnimationFrame', 'cancelAnimationFrame'],
      ['requestIdleCallback', 'cancelIdleCallback'],
    ] as const) {
      const [begin, finish] = [window[start], window[end]] as unknown as [
        (work: (value: unknown) => void, ...rest: unknown[]) => number,
        (id: number) => void,
      ];
      Object.assign(window, {
        [start]: (work: (value: unknown) => void, ...rest: unknown[]) => {
          const id = begin.call(
            window,
            (value) => {
              if (start !== 'setInterval') live.delete(`${start} ${id}`);
              work(value);
            },
            ...rest,
          );
          live.add(`${start} ${id}`);
          return id;
        },
        [end]: (id: number) => {
          live.delete(`${start} ${id}`);
          finish.call(window, id);
        },
      });
    }
  });
  await chat.page.reload();
  const alive = () => chat.page.evaluate(() => [...(window as unknown as { live: Set<string> }).live]);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const failed = answer({ id: 'm399', text: '', sources: [], state: 'failed', error: { code: 'rate-limited' } });
  const actions = [{ action: 'retry', label: 'Retry' }] as const;
  await chat.say({
    type: 'state',
    state: {
      ...longState(),
      head: head({ notes: { m399: { text: 'Later', until, actions } } }),
      transcript: transcript(...thread().slice(0, -1), failed),
    },
  });
  await chat.composer.fill('draft');
  expect((await alive()).length).toBeGreaterThan(0);
  await chat.say({ type: 'state', state: longState() });
  await chat.happen(...asked, delta('Words'), completed);
  await expect.poll(alive, { timeout: 20_000 }).toEqual([]);
  expect(chat.foreignRequests).toEqual([]);
});

test(`leaves nothing behind after ${switches} switches of the thread`, async () => {
  const chat = await open();
  const client = await chat.page.context().newCDPSession(chat.page);
  const held = async () => {
    await client.send('HeapProfiler.collectGarbage');
    const { nodes, jsEventListeners } = await client.send('Memory.getDOMCounters');
    return { nodes, jsEventListeners };
  };
  // Three groups, most of them built while the page is idle: all that a longer one has, too.
  const length = 120;
  const show = async (index: number) => {
    await chat.say({ type: 'state', state: longState(`t${index}-`, `s${index}`, length) });
    await expect.poll(() => built(chat), { timeout: 60_000, interval: 20 }).toBe(length);
  };
  await show(0);
  await show(1);
  const before = await held();
  for (let index = 2; index < switches + 2; index++) await show(index);
  const after = await held();
  expect(after.nodes / before.nodes).toBeLessThan(1.1);
  expect(after.jsEventListeners / before.jsEventListeners).toBeLessThan(1.1);
}, 300_000);
