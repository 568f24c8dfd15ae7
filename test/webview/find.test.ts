import { expect, test } from 'vitest';
import { type Chat, useChatPage } from './chat.ts';
import { answer, asked, completed, delta, question, state, transcript } from './samples.ts';

const open = useChatPage();
const thread = transcript(
  question({ text: 'Welche Frist gilt?' }),
  answer({
    text: 'Die **Frist** beträgt *zwei* Wochen.\n\n```ts\nconst frist = 14;\n```\n\n| Frist |\n|---|\n| kurz |',
    sources: [],
  }),
  question({ id: 'q2', text: 'Und die Fristen sonst?' }),
);
const bar = ({ page }: Chat) => page.getByRole('search', { name: 'Find in Conversation' });
const field = (chat: Chat) => bar(chat).getByRole('textbox', { name: 'Find' });
const count = (chat: Chat) => bar(chat).locator('.find-count').textContent();
const current = ({ page }: Chat) =>
  page.evaluate(() =>
    [...(CSS.highlights.get('found-current') ?? [])].map((range) => [
      range.startContainer.parentElement?.closest('article')?.getAttribute('data-message'),
      (range as Range).toString(),
    ]),
  );
const coloured = ({ page }: Chat) => page.evaluate(() => CSS.highlights.get('found')?.size);

test('opens the search on Ctrl+F, counts, goes on and back, and leaves the focus where it was', async () => {
  const chat = await open({ state: state({ transcript: thread }) });
  await chat.composer.fill('half');
  await chat.composer.press('Control+f');
  await field(chat).pressSequentially('FRIST');
  expect(await count(chat)).toBe('5 of 5');
  expect(await current(chat)).toEqual([['q2', 'Frist']]);
  expect(await coloured(chat)).toBe(5);
  await field(chat).press('Enter');
  expect(await count(chat)).toBe('1 of 5');
  expect(await current(chat)).toEqual([['q1', 'Frist']]);
  await field(chat).press('Enter');
  await field(chat).press('Enter');
  expect(await current(chat)).toEqual([['a1', 'frist']]);
  await field(chat).press('Shift+Enter');
  expect(await current(chat)).toEqual([['a1', 'Frist']]);
  expect(await chat.page.getByRole('status').textContent()).toBe('2 of 5');
  await field(chat).press('Escape');
  expect(await bar(chat).isVisible()).toBe(false);
  expect(await coloured(chat)).toBe(0);
  expect(await chat.composer.evaluate((node) => node === document.activeElement)).toBe(true);
  expect(await chat.composer.inputValue()).toBe('half');
});

test('finds across marks of the text, but not across blocks, and takes no name of a button for text', async () => {
  const chat = await open({ state: state({ transcript: thread }) });
  await chat.page.keyboard.press('Control+f');
  await field(chat).fill('Frist beträgt zwei');
  expect(await current(chat)).toEqual([['a1', 'Frist beträgt zwei']]);
  for (const nowhere of ['Wochen.const', 'Copy Code', '**']) {
    await field(chat).fill(nowhere);
    expect(await count(chat)).toBe('No results');
    expect(await coloured(chat)).toBe(0);
  }
  expect(await bar(chat).getByRole('button', { name: 'Next Match' }).isDisabled()).toBe(true);
});

test('finds a passage that is folded away, and opens it', async () => {
  const chat = await open({ state: state({ transcript: transcript(question(), answer()) }) });
  await chat.page.keyboard.press('Control+f');
  await field(chat).fill('während einer');
  expect(await count(chat)).toBe('1 of 1');
  expect(await chat.page.getByText('Während einer vereinbarten Probezeit').isVisible()).toBe(true);
  expect(await chat.page.getByRole('button', { name: /BGB · § 622/ }).getAttribute('aria-expanded')).toBe('true');
});

test('finds what is not painted yet, too, and brings it into view', async () => {
  const many = Array.from({ length: 600 }, (_, index) => question({ id: `m${index}`, text: `Frage ${index}.` }));
  const chat = await open();
  // The page is never idle: what is not asked for stays unpainted.
  await chat.page.evaluate(() => Object.assign(window, { requestIdleCallback: () => 1 }));
  await chat.say({ type: 'state', state: state({ transcript: transcript(...many) }) });
  expect(await chat.page.locator('article').count()).toBeLessThan(50);
  await chat.page.keyboard.press('Control+f');
  await field(chat).fill('Frage 7.');
  expect(await current(chat)).toEqual([['m7', 'Frage 7.']]);
  await expect.poll(() => chat.page.getByText('Frage 7.').isVisible()).toBe(true);
  const seen = await chat.page.getByText('Frage 7.').evaluate((node) => {
    const region = node.closest('.conversation')?.getBoundingClientRect();
    const own = node.getBoundingClientRect();
    return own.top >= (region?.top ?? 0) && own.bottom <= (region?.bottom ?? 0);
  });
  expect(seen).toBe(true);
});

test('counts on while an answer comes, keeps the place, and ends the search on Esc but not the answer', async () => {
  const chat = await open({ state: state({ transcript: { ...thread, hasOlder: true } }) });
  await chat.page.keyboard.press('Control+f');
  await field(chat).fill('frist');
  await field(chat).press('Enter');
  expect(await chat.page.getByRole('status').textContent()).toContain('Older messages');
  expect(await chat.page.getByRole('search').getByText('Older messages').isVisible()).toBe(true);
  await chat.happen(
    { ...asked[0], messageId: 'q3' } as never,
    { ...asked[1], questionId: 'q3', answerId: 'a3' } as never,
    delta('Diese Frist'),
  );
  await expect.poll(() => count(chat)).toBe('1 of 7');
  expect(await coloured(chat)).toBe(7);
  await chat.happen(delta(' und jene Frist'));
  await expect.poll(() => count(chat)).toBe('1 of 8');
  expect(await coloured(chat)).toBe(8);
  expect(await current(chat)).toEqual([['q1', 'Frist']]);
  await field(chat).press('Escape');
  expect(await chat.posted('stop')).toEqual([]);
  await chat.happen(completed);
});

test('searches an answer that comes not anew for each word', async () => {
  const chat = await open({ state: state({ transcript: thread }) });
  await chat.page.keyboard.press('Control+f');
  await field(chat).fill('frist');
  await chat.happen(...asked.map((event) => JSON.parse(JSON.stringify(event).replaceAll('1"', '9"'))));
  // The new question is walked through before it is counted.
  await expect.poll(() => count(chat)).toBe('5 of 6');
  const counted = await chat.page.evaluate(async (words) => {
    let walks = 0;
    const walk = document.createTreeWalker;
    document.createTreeWalker = (...given) => {
      walks++;
      return walk.apply(document, given);
    };
    const tell = (data: unknown) => dispatchEvent(new MessageEvent('message', { data }));
    const start = performance.now();
    for (let word = 0; word < 300; word++) {
      tell({ type: 'events', sessionId: 's1', events: [words] });
      // Painted at once.
      tell({ type: 'focus', target: 'last-answer' });
    }
    return { walks, searches: (performance.now() - start) / 250 + 1 };
  }, delta(' Frist'));
  // Only what grows is walked through.
  expect(counted.walks).toBeLessThanOrEqual(counted.searches);
  await expect.poll(() => count(chat)).toBe('5 of 306');
  expect(await coloured(chat)).toBe(306);
});

test('leaves no match below the button that leads to the end', async () => {
  const lines = Array.from({ length: 60 }, (_, index) => `Frist ${index}`).join('\n\n');
  const chat = await open({
    state: state({ transcript: transcript(question(), answer({ text: lines, sources: [] })) }),
  });
  await chat.composer.press('Control+f');
  await field(chat).fill('Frist');
  const hidden: unknown[] = [];
  for (let index = 0; index < 60; index++) {
    await field(chat).press('Enter');
    await chat.painted();
    const covered = await chat.page.evaluate(() => {
      const [range] = CSS.highlights.get('found-current') ?? [];
      const jump = document.querySelector<HTMLElement>('.jump');
      if (!range || !jump) return 'nothing';
      return !jump.hidden && (range as Range).getBoundingClientRect().bottom > jump.getBoundingClientRect().top;
    });
    if (covered !== false) hidden.push(`${index} ${covered}`);
  }
  expect(hidden).toEqual([]);
});

test('finds what is painted in the place of Markdown there, and nowhere else', async () => {
  const text = [
    'Eins  \nzwei Wort [1], dann.',
    '![bild eins](https://x.example/a.png) und bild zwei',
    '- [x] max\n- [ ] offen',
    '[weg](http://weg.example/weg) weg',
  ].join('\n\n');
  const chat = await open({ state: state({ transcript: transcript(answer({ text })) }) });
  await chat.page.keyboard.press('Control+f');
  for (const [query, places] of [
    ['eins zwei', ['Eins zwei']],
    ['wort [1], dann', ['Wort [1], dann']],
    ['bild', ['bild', 'bild']],
    ['(x.example)', ['(x.example)']],
    ['weg', ['weg', 'weg', 'weg', 'weg']],
    ['ax', ['ax']],
    ['[x]', []],
    ['1 BGB', ['1 BGB']],
  ] as const) {
    await field(chat).fill(query);
    const found = await chat.page.evaluate(() =>
      [...(CSS.highlights.get('found') ?? [])].map((range) =>
        (range as Range).toString().replace('Einszwei', 'Eins zwei'),
      ),
    );
    expect([query, found]).toEqual([query, places]);
    expect(await count(chat)).toMatch(places.length === 0 ? /^No results$/ : new RegExp(`of ${places.length}$`));
    expect((await current(chat)).length).toBe(Math.min(places.length, 1));
  }
});

test.each([
  ['an answer whose text is a number', answer({ id: 'b', text: 5 as never, sources: [] }), '5'],
  ['an answer without a text', answer({ id: 'b', text: null as never, sources: [] }), 'letzte'],
  ['an answer without sources', answer({ id: 'b', text: 'die **Worte**', sources: undefined as never }), 'worte'],
  ['a source without a passage', answer({ id: 'b', text: 'nur Worte', sources: [{ id: '1' } as never] }), 'worte'],
  [
    'a time that is none',
    answer({ id: 'b', text: '[Worte](http://a.example)', createdAt: {} as never, sources: [] }),
    'worte',
  ],
  ['a question without a text', question({ id: 'b', text: undefined as never }), 'letzte'],
  ['no message at all', null as never, 'letzte'],
])('finds in all other messages though one is broken: %s', async (_, broken, query) => {
  const last = question({ id: 'q9', text: 'letzte Frage' });
  const messages = { messages: [question(), broken, last], hasOlder: false, running: false };
  const chat = await open({ state: state({ transcript: messages }) });
  expect(await chat.page.locator('article').count()).toBe(broken ? 3 : 2);
  await chat.page.keyboard.press('Control+f');
  await field(chat).fill('frist');
  expect(await count(chat)).toBe('1 of 1');
  await field(chat).fill(query);
  expect(await count(chat)).toBe('1 of 1');
  expect((await current(chat)).map(([, text]) => text?.toLowerCase())).toEqual([query]);
  expect(await chat.faults()).toEqual([]);
});
