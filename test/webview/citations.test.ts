import { expect, test } from 'vitest';
import type { Message } from '../../src/chat/model/model.ts';
import { useChatPage } from './chat.ts';
import { answer, asked, completed, delta, head, question, sources, state, transcript } from './samples.ts';

const open = useChatPage();
const cited = answer({ text: 'Zwei Wochen [1], siehe [2] und [7].\n\n- nochmals [1]', sources });
const withAnswer = (...messages: readonly Message[]) => state({ transcript: transcript(...messages) });

test('lets no answer make a link of a number: neither by a definition nor by a link whose words are a number', async () => {
  const definitions = [
    '[1]: u',
    '[1 ]: u',
    '[ 1]: u',
    '[\n1]: u',
    '[1\n]: u',
    '> [1\n> ]: u',
    '[ 1 , 2 ]: u',
    '[7]:\nu',
  ];
  const text = 'Frist [1], [1][1], [1, 2] und [7].';
  const links = ['[1](u)', '[[1]](u)', '[ 7 ](u)', '[1, 2](u)', '[[7]]( u "t")', '[**1**](u)'];
  const all = [
    ...definitions.map((definition) => `${text}\n\n${definition}`),
    ...links.map((link) => `Frist ${link}.`),
  ];
  for (const written of all) {
    const chat = await open({
      state: withAnswer(question(), { ...cited, text: written.replaceAll('u', 'https://evil.example/x') }),
    });
    const shown = chat.page.locator('.markdown');
    expect(
      await shown.locator('a').evaluateAll((all) => all.filter((link) => /^[[\]\d, ]*$/.test(link.textContent ?? ''))),
      written,
    ).toEqual([]);
    expect(await shown.locator('.citation, [data-citation]').count(), written).toBeGreaterThan(0);
    if (/1/.test(written) && !written.includes('7 '))
      expect(await shown.locator('button.citation').count(), written).toBeGreaterThan(0);
    await chat.page.close();
  }
});

test('keeps focus and passage of a number in use when further sources come, and while words follow it', async () => {
  const chat = await open({ state: state() });
  await chat.happen(...asked, delta('Frist [1]'), { type: 'sources-found', sources: sources.slice(0, 1) });
  const number = chat.page.locator('.citation');
  const tip = chat.page.getByRole('tooltip');
  await chat.composer.press('Shift+Tab');
  while (!(await number.evaluate((node) => node === document.activeElement))) {
    await chat.page.keyboard.press('Shift+Tab');
  }
  const described = async () => [
    await number.evaluate((node) => node === document.activeElement && node.getAttribute('aria-describedby')),
    await tip.getAttribute('id'),
  ];
  const before = await described();
  expect(before[0]).toBe(before[1]);
  await chat.happen({ type: 'sources-found', sources });
  expect(await described()).toEqual(before);
  await chat.happen(delta(' gilt'), delta(' weiter.'), completed);
  expect(await described()).toEqual(before);
});

test('takes away a passage that the pointer shows on the first Escape, and stops the answer on the next', async () => {
  const chat = await open({ state: state() });
  await chat.happen(...asked, delta('Frist [1].'), { type: 'sources-found', sources });
  await chat.composer.focus();
  await chat.page.locator('.citation').hover();
  const tip = chat.page.getByRole('tooltip');
  expect(await tip.count()).toBe(1);
  await chat.page.keyboard.press('Escape');
  expect(await tip.count()).toBe(0);
  expect(await chat.posted('stop')).toEqual([]);
  await chat.page.keyboard.press('Escape');
  expect(await chat.posted('stop')).toHaveLength(1);
});

test.each([260, 360, 900])('keeps the passage inside a page of %i px', async (width) => {
  const long = sources.map((source) => ({ ...source, passage: 'Während einer vereinbarten Probezeit '.repeat(40) }));
  const chat = await open({ width, state: withAnswer(question(), { ...cited, sources: long }) });
  for (const number of await chat.page.locator('.citation').all()) {
    await chat.page.mouse.move(0, 0);
    await number.hover();
    const box = await chat.page.getByRole('tooltip').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(640);
  }
});

test('leaves the message field free of the passage, which goes when the person types or goes on to something else', async () => {
  const chat = await open({ state: withAnswer(question(), { ...cited, text: `${'Wort\n\n'.repeat(20)}Ende [1]` }) });
  const number = chat.page.locator('.citation').first();
  await chat.conversation.evaluate((node) => node.scrollTo(0, 0));
  // Right above the message field.
  await number.evaluate((node) => node.scrollIntoView({ block: 'end' }));
  const tip = chat.page.getByRole('tooltip');
  const field = await chat.composer.boundingBox();
  await number.hover();
  const box = await tip.boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(field?.y ?? 0);
  await chat.composer.focus();
  expect(await tip.count()).toBe(0);
  await chat.page.mouse.move(0, 0);
  await number.hover();
  expect(await tip.count()).toBe(1);
  await chat.page.keyboard.type('/');
  expect(await tip.count()).toBe(0);
});

test('asks for the source on a click, and opens it below the answer', async () => {
  const chat = await open({ state: withAnswer(question(), cited) });
  await chat.page.locator('.citation').nth(1).click();
  expect(await chat.posted('show-source')).toMatchObject([{ type: 'show-source', messageId: 'a1', sourceId: '2' }]);
  expect(await chat.page.getByText(sources[1]?.passage ?? '').isVisible()).toBe(true);
});

test('marks a number without a source once the answer is finished, and makes it no button', async () => {
  const chat = await open({ state: state() });
  await chat.happen(...asked, delta('Frist [1] und [7].'));
  expect(await chat.page.locator('.unresolved').count()).toBe(0);
  await chat.happen({ type: 'sources-found', sources });
  await chat.happen(completed);
  const unresolved = chat.page.locator('.unresolved');
  expect(await unresolved.allTextContents()).toEqual(['[7]']);
  // Drawn beside the number: seen, and read out, but not copied.
  expect(await unresolved.evaluate((node) => getComputedStyle(node, '::after').content)).toContain('source missing');
  expect(await chat.page.locator('.markdown').getByRole('button').allTextContents()).toEqual(['[1]']);
  expect(await chat.page.locator('.markdown').ariaSnapshot()).toContain('source missing');
});

test('leads from a source back to the place that names it, or to itself when none does', async () => {
  const long = `${'Absatz.\n\n'.repeat(80)}Frist [1].\n\n${'Absatz.\n\n'.repeat(80)}`;
  const chat = await open({ state: withAnswer(question(), answer({ text: long, sources })) });
  await chat.say({ type: 'focus', target: { messageId: 'a1', sourceId: '1' } });
  const number = chat.page.locator('.citation');
  expect(await number.evaluate((node) => node === document.activeElement)).toBe(true);
  const inView = (selector: string) =>
    chat.page.locator(selector).evaluate((node) => {
      const { top, bottom } = node.getBoundingClientRect();
      const region = node.closest('section')?.getBoundingClientRect();
      return region !== undefined && top >= region.top && bottom <= region.bottom;
    });
  expect(await inView('.citation')).toBe(true);
  await chat.say({ type: 'focus', target: { messageId: 'a1', sourceId: '2' } });
  expect(await inView('[data-source="2"]')).toBe(true);
  for (const target of [
    { messageId: 'a9', sourceId: '1' },
    { messageId: 'a1', sourceId: '"]' },
  ]) {
    await chat.say({ type: 'focus', target });
  }
  expect(await chat.faults()).toEqual([]);
});

test('marks characters that cannot be seen wherever others name something, and copies them as they are', async () => {
  const evil = 'Rechnung\u202egpj.exe';
  const chat = await open({
    state: withAnswer(
      question({ text: evil, context: [{ id: 'c', label: evil, firstLine: 1, lastLine: 1, text: 'x' }] }),
      answer({
        text: `${evil}\n\n\`${evil}\`\n\n\`\`\`\n${evil}\n\`\`\``,
        author: evil,
        sources: [{ id: '1', title: evil, passage: evil }],
      }),
    ),
  });
  await chat.page.getByRole('button', { name: 'Rechnung' }).click();
  for (const place of [
    '.bubble',
    '.chip-words',
    '.author',
    '.markdown p',
    '.markdown p code',
    '.markdown pre',
    '.source',
    '.passage',
  ]) {
    const shown = chat.page.locator(place).filter({ hasText: 'gpj' }).first();
    expect(await shown.locator('.hidden-character').count(), place).toBe(1);
    expect(await shown.textContent(), place).toContain(evil);
  }
  const copied = await chat.page.evaluate(() => {
    document.getSelection()?.selectAllChildren(document.querySelector('.bubble') as Element);
    return document.getSelection()?.toString();
  });
  expect(copied).toBe(evil);
  // What follows the mark is not turned around: it stands to the right of it.
  const places = await chat.page.locator('.bubble').evaluate((bubble) => {
    const range = document.createRange();
    const [before, mark, after] = bubble.childNodes;
    return [before, mark, after].map((node) => {
      range.selectNodeContents(node as Node);
      return range.getBoundingClientRect().left;
    });
  });
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('marks characters that cannot be seen in names of assistants, connections and troubles too, and names them in tooltips', async () => {
  const evil = 'Kanzlei\u202egpj';
  const named = { connectionId: 'k', connectionLabel: evil, assistantId: 'hr', name: evil };
  const session = { ...head().session, connectionLabel: evil, title: evil, banner: evil } as never;
  const context = [{ id: 'c', label: evil, firstLine: 1, lastLine: 1, text: evil }];
  const notes = { a1: { text: evil, actions: [] } };
  const chat = await open({
    state: state({
      head: head({ session, choices: [named], context, notes, queued: { text: evil, isPaused: true } }),
      transcript: transcript(question(), answer({ text: `[x](https://a.example '${evil}')`, author: evil })),
    }),
  });
  await chat.composer.pressSequentially('@');
  for (const place of [
    '.suggestion-name',
    '.suggestion-detail',
    '.banner',
    'h1',
    '.asks .connection',
    '.note:not([hidden])',
    '.queued',
  ]) {
    expect(await chat.page.locator(place).first().locator('.hidden-character').count(), place).toBe(1);
  }
  const told = await chat.page.evaluate(() =>
    [...document.querySelectorAll('[title], article')].flatMap((node) => [
      node.getAttribute('title') ?? '',
      node.ariaLabel ?? '',
    ]),
  );
  const withName = told.filter((text) => text.includes('U+202E'));
  expect(withName.length).toBeGreaterThanOrEqual(6);
  expect(told.filter((text) => text.includes('\u202e'))).toEqual([]);
});

test('takes the font of the chat when it is set, else that of the window', async () => {
  const chat = await open({ state: withAnswer(cited) });
  const font = () =>
    chat.page.locator('.markdown').evaluate((node) => {
      const { fontSize, fontFamily } = getComputedStyle(node);
      return [fontSize, fontFamily];
    });
  expect((await font())[0]).toBe('13px');
  await chat.say({ type: 'head', head: head({ font: { size: 17, family: 'Georgia' } }) });
  expect(await font()).toEqual(['17px', 'Georgia']);
  await chat.say({ type: 'head', head: head({ font: {} }) });
  expect((await font())[0]).toBe('13px');
});

test('lays a passage in Markdown out below the answer, without its marks at the number, and finds it by its words', async () => {
  const passage =
    '## § 622\n\n**Frist:** zwei, siehe [1] und [BGB](https://a.example/bgb)\n\n- kurz\n\n```\nx\n```\n\n| a | b |\n|---|---|\n| c | d |';
  const marked = [{ id: '1', title: 'BGB', passage }];
  const chat = await open({ state: withAnswer(question(), answer({ text: 'Ja [1].', sources: marked })) });
  await chat.page.locator('.citation').hover();
  expect(await chat.page.getByRole('tooltip').locator('p').textContent()).toBe(
    '§ 622\n\nFrist: zwei, siehe [1] und BGB\n\n- kurz\n\nx\n\na · b\nc · d',
  );
  await chat.page.locator('.citation').click();
  const shown = chat.page.locator('.passage');
  expect(await shown.getByRole('heading', { name: '§ 622' }).isVisible()).toBe(true);
  expect(await shown.locator('strong').textContent()).toBe('Frist:');
  expect(await shown.getByRole('listitem').textContent()).toBe('kurz');
  expect(await shown.getByRole('cell').allTextContents()).toEqual(['c', 'd']);
  // It is not the answer: its numbers are none of the answer's, and its code has no buttons.
  expect(await shown.getByRole('button').count()).toBe(0);
  await shown.getByRole('link', { name: 'BGB' }).click();
  expect(await chat.posted('open-link')).toMatchObject([{ href: 'https://a.example/bgb' }]);
  await chat.page.keyboard.press('Control+f');
  await chat.page.getByRole('textbox', { name: 'Find' }).fill('frist: zwei');
  expect(await chat.page.locator('.find-count').textContent()).toBe('1 of 1');
  expect(await chat.violations()).toEqual([]);
});

test('keeps a number a citation that the answer defines as an address, and shows the address', async () => {
  const text = 'So [9], [1][2] and **[2]**.\n\n[9]: https://evil.example/nine\n[2]: https://evil.example/two';
  const chat = await open({ state: state({ transcript: transcript(question(), answer({ text })) }) });
  const shown = chat.page.getByRole('article').nth(1).locator('.markdown').first();
  expect(await shown.locator('p').first().getByRole('link').count()).toBe(0);
  const numbers = shown.locator('p').first().locator('[data-citation]');
  expect(await numbers.evaluateAll((all) => all.map((node) => `${node.tagName} ${node.textContent}`))).toEqual([
    'SPAN [9]',
    'BUTTON [1]',
    'BUTTON [2]',
    'BUTTON [2]',
  ]);
  expect(await shown.textContent()).toContain('https://evil.example/nine');
});

test('cuts the passage at a number with a sign, and makes it no stop on the way of Tab', async () => {
  const long = sources.map((source) => ({ ...source, passage: 'Während einer vereinbarten Probezeit '.repeat(40) }));
  const answered = answer({ text: 'Frist [1], siehe [2].', sources: long });
  const chat = await open({ width: 290, state: withAnswer(question(), answered) });
  const [first, second] = [chat.page.locator('.citation').first(), chat.page.locator('.citation').last()];
  await chat.page.keyboard.press('Tab');
  while (!(await first.evaluate((node) => node === document.activeElement))) await chat.page.keyboard.press('Tab');
  const tip = chat.page.getByRole('tooltip');
  const words = tip.locator('p');
  expect(await words.evaluate((node) => getComputedStyle(node).webkitLineClamp)).toBe('8');
  expect(await tip.evaluate((node) => node.scrollHeight <= node.clientHeight)).toBe(true);
  expect((await tip.boundingBox())?.height).toBeLessThan(256);
  await chat.page.keyboard.press('Tab');
  expect(await second.evaluate((node) => node === document.activeElement)).toBe(true);
});

test('makes each number in one pair of brackets a mark, and leaves an interval and a range without both sources text', async () => {
  const chat = await open({ state: state() });
  await chat.happen(...asked, delta('Frist [1, 2], auch [2,7], [1–2], aber [0, 10], [2-7].\n\nNeu.\n\nEnde.'));
  const shown = chat.page.locator('.markdown');
  const marks = () =>
    shown.locator('[data-citation]').evaluateAll((all) => all.map((node) => `${node.tagName} ${node.textContent}`));
  expect(await marks()).toEqual([]);
  await chat.happen({ type: 'sources-found', sources }, completed);
  expect(await marks()).toEqual(['BUTTON [1', 'BUTTON 2]', 'BUTTON [2', 'SPAN 7]', 'BUTTON [1', 'BUTTON 2]']);
  expect(await shown.locator('.unresolved').count()).toBe(1);
  expect(await shown.locator('p').first().textContent()).toBe('Frist [1, 2], auch [2,7], [1–2], aber [0, 10], [2-7].');
  await shown.getByRole('button').nth(1).click();
  expect(await chat.posted('show-source')).toMatchObject([{ type: 'show-source', messageId: 'a1', sourceId: '2' }]);
  expect(await chat.violations()).toEqual([]);
});
