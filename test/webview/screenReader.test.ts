import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, asked, completed, delta, question, state, transcript } from './samples.ts';

const open = useChatPage();

test('makes each message an article with who and when in its name and a heading, and announces by no region what streams', async () => {
  const chat = await open({ state: state({ transcript: transcript(question(), answer()) }) });
  const { page } = chat;
  const articles = page.getByRole('article');
  expect(await articles.evaluateAll((all) => all.map((node) => node.ariaLabel))).toEqual([
    'You, 2:02 PM',
    'Haufe Copilot HR, 2:02 PM',
  ]);
  expect(await articles.evaluateAll((all) => all.map((node) => [node.ariaPosInSet, node.ariaSetSize]))).toEqual([
    ['1', '2'],
    ['2', '2'],
  ]);
  for (const article of await articles.all()) expect(await article.getByRole('heading', { level: 2 }).count()).toBe(1);
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  const live = page.locator('[aria-live], [role="status"], [role="log"], [role="alert"], output');
  expect(await live.evaluateAll((all) => all.map((node) => [node.role, node.ariaLive]))).toEqual([
    ['status', 'polite'],
  ]);
});

test('says two things of a whole answer: that it began and how it ended', async () => {
  const chat = await open({ state: state() });
  await chat.page.evaluate(() => {
    const said: (string | null)[] = [];
    Object.assign(window, { said });
    const region = document.querySelector('[role="status"]');
    new MutationObserver(() => said.push(region?.textContent ?? null)).observe(region as Element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await chat.happen(...asked);
  for (const word of ['The ', 'notice ', 'period ', 'is ', 'short.']) await chat.happen(delta(word));
  await chat.happen(completed);
  const said = await chat.page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said.filter((text) => text !== '')).toEqual(['Answer started', 'Answer complete']);
});

test('reaches everything that can be used by Tab, leaves the composer, and comes to an end', async () => {
  const chat = await open({ state: state({ transcript: transcript(question(), answer()) }) });
  const { page } = chat;
  const usable = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, select, textarea, a[href], summary, [tabindex="0"]')]
      .filter((node) => node.checkVisibility() && !node.matches(':disabled'))
      .map((node) => node.outerHTML.slice(0, 90)),
  );
  await page.locator('body').press('Tab');
  const reached = new Set<string>();
  for (let step = 0; step < usable.length + 5; step++) {
    const here = await page.evaluate(() =>
      document.activeElement === document.body ? undefined : document.activeElement?.outerHTML.slice(0, 90),
    );
    if (here === undefined) break;
    reached.add(here);
    await page.keyboard.press('Tab');
  }
  expect(usable.filter((node) => !reached.has(node))).toEqual([]);
});

test('says what scrolls and takes the focus for it, in both languages, and makes it no landmark', async () => {
  for (const [language, names] of [
    ['en', ['Table', 'Code']],
    ['de', ['Tabelle', 'Code']],
  ] as const) {
    const chat = await open({ language, state: state({ transcript: transcript(answer()) }) });
    const boxes = chat.page.locator('.markdown [tabindex="0"]');
    const said = boxes.evaluateAll((all) => all.map((node) => [node.role, node.ariaLabel]));
    expect(await said).toEqual(names.map((name) => ['group', name]));
    expect(await chat.violations()).toEqual([]);
  }
});

test('says which of how many each message is, whatever comes before or behind', async () => {
  const older = { ...transcript(question(), answer()), hasOlder: true };
  const chat = await open({ state: state({ transcript: older }) });
  const places = () =>
    chat.page
      .getByRole('article')
      .evaluateAll((all) => all.map((node) => `${node.ariaPosInSet} of ${node.ariaSetSize}`));
  expect(await places()).toEqual(['1 of -1', '2 of -1']);
  const messages = [question({ id: 'q0' }), answer({ id: 'a0' }), ...older.messages];
  await chat.say({ type: 'state', state: state({ transcript: transcript(...messages) }) });
  await expect.poll(places).toEqual(['1 of 4', '2 of 4', '3 of 4', '4 of 4']);
});

test('announces the same words a second time: between them a frame has none', async () => {
  const chat = await open({ state: state() });
  const seen = await chat.page.evaluateHandle(() => {
    const frames: string[] = [];
    const look = () => {
      const text = document.querySelector('[role=status]')?.textContent ?? '';
      if (frames.at(-1) !== text) frames.push(text);
      requestAnimationFrame(look);
    };
    look();
    return frames;
  });
  for (const count of [1, 2]) {
    await chat.say({ type: 'announce', text: 'Copied' });
    await chat.painted();
    await expect.poll(() => seen.evaluate((all) => all.filter((text) => text === 'Copied').length)).toBe(count);
  }
  expect(await seen.jsonValue()).toEqual(['', 'Copied', '', 'Copied']);
});
