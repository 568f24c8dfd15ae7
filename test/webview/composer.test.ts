import { describe, expect, test } from 'vitest';
import { type KeyPress, sends } from '../../src/webview/composer/sendKey.ts';
import { useChatPage } from './chat.ts';
import { answer, asked, completed, context, delta, head, question, state, transcript } from './samples.ts';

const open = useChatPage();

describe('Enter', () => {
  const press = (keys: Partial<KeyPress>): KeyPress => ({
    ...{ key: 'Enter', keyCode: 13, isComposing: false },
    ...{ shiftKey: false, ctrlKey: false, metaKey: false, altKey: false },
    ...keys,
  });

  test.each([
    ['Enter', {}, true, false],
    ['Ctrl+Enter', { ctrlKey: true }, true, true],
    ['Cmd+Enter', { metaKey: true }, true, true],
    ['Shift+Enter', { shiftKey: true }, false, false],
    ['Ctrl+Shift+Enter', { ctrlKey: true, shiftKey: true }, false, false],
    ['Alt+Enter', { altKey: true }, false, false],
    ['Enter of an input method', { isComposing: true }, false, false],
    ['Enter that ends a composition', { keyCode: 229 }, false, false],
    ['a dead key', { key: 'Dead' }, false, false],
  ])('sends on these keys alone: %s', (_, keys, withEnter, withCtrlEnter) => {
    expect(sends(press(keys), 'enter')).toBe(withEnter);
    expect(sends(press(keys), 'ctrlEnter')).toBe(withCtrlEnter);
  });

  test('asks once on Enter, a letter and Enter, and keeps what was typed meanwhile', async () => {
    const chat = await open({ state: state() });
    await chat.composer.fill('Frist?');
    await chat.composer.press('Enter');
    await chat.composer.press('x');
    await chat.composer.press('Enter');
    expect(await chat.posted('send')).toHaveLength(1);
    await chat.happen(...asked);
    expect(await chat.composer.inputValue()).toBe('x');
    // What the host refuses may be sent again.
    await chat.say({ type: 'state', state: state() });
    await chat.composer.fill('Frist?');
    await chat.composer.press('Enter');
    await chat.say({ type: 'send-rejected', sessionId: 's1' });
    await chat.composer.press('x');
    await chat.composer.press('Enter');
    expect((await chat.posted('send')).map(({ text }) => text)).toEqual(['Frist?', 'Frist?', 'Frist?x']);
  });

  test('sends the text and the chips that are shown on Enter', async () => {
    const chat = await open({ state: state({ head: head({ context }) }) });
    const to = { connectionId: 'kanzlei', assistantId: 'hr' };
    await chat.composer.fill('Which period?');
    await chat.composer.press('Enter');
    expect(await chat.posted('send')).toEqual([
      { type: 'send', sessionId: 's1', to, text: 'Which period?', contextIds: ['c1', 'c2'] },
    ]);
  });

  test('sends once on Enter twice within 50 ms', async () => {
    const chat = await open({ state: state() });
    await chat.composer.fill('Which period?');
    await chat.composer.press('Enter');
    await chat.composer.press('Enter');
    expect(await chat.posted('send')).toHaveLength(1);
    expect(await chat.composer.inputValue()).toBe('Which period?');
  });

  test('breaks the line on Enter with Shift, and on Enter alone when Ctrl+Enter sends', async () => {
    const chat = await open({ state: state() });
    await chat.composer.fill('a');
    await chat.composer.press('Shift+Enter');
    expect(await chat.composer.inputValue()).toBe('a\n');
    await chat.say({ type: 'head', head: head({ sendKey: 'ctrlEnter' }) });
    await chat.composer.press('Enter');
    expect(await chat.composer.inputValue()).toBe('a\n\n');
    expect(await chat.posted('send')).toEqual([]);
    await chat.composer.press('Control+Enter');
    expect(await chat.posted('send')).toHaveLength(1);
  });

  test('sends nothing on Enter without words', async () => {
    const chat = await open({ state: state() });
    await chat.composer.fill('  \n ');
    await chat.composer.press('Enter');
    expect(await chat.posted('send')).toEqual([]);
    expect(await chat.page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  });

  test('sends nothing on Enter of an input method that composes in the browser', async () => {
    const chat = await open({ state: state() });
    await chat.composer.focus();
    const client = await chat.page.context().newCDPSession(chat.page);
    await client.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 });
    expect(await chat.posted('send')).toEqual([]);
  });
});

test('empties the composer when the host has taken the question, and not before', async () => {
  const chat = await open({ state: state() });
  await chat.composer.fill('Which period?');
  await chat.page.getByRole('button', { name: 'Send' }).click();
  await chat.say({ type: 'head', head: head() });
  expect(await chat.composer.inputValue()).toBe('Which period?');
  await chat.say({ type: 'events', sessionId: 'other', events: asked });
  expect(await chat.composer.inputValue()).toBe('Which period?');
  await chat.happen(...asked);
  expect(await chat.composer.inputValue()).toBe('');
});

test('keeps what is typed after sending', async () => {
  const chat = await open({ state: state() });
  await chat.composer.fill('Which period?');
  await chat.composer.press('Enter');
  await chat.composer.pressSequentially('and');
  await chat.happen(...asked);
  expect(await chat.composer.inputValue()).toBe('and');
});

test('leaves the draft alone when others ask a question', async () => {
  const chat = await open({ state: state() });
  await chat.composer.fill('half a quest');
  await chat.happen(...asked);
  expect(await chat.composer.inputValue()).toBe('half a quest');
});

test('shows Stop in the place of Send while an answer runs, and lets typing go on', async () => {
  const chat = await open({ state: state() });
  const place = await chat.page.getByRole('button', { name: 'Send' }).boundingBox();
  await chat.happen(...asked, delta('The'));
  expect(await chat.page.getByRole('button', { name: 'Send' }).count()).toBe(0);
  const stop = chat.page.getByRole('button', { name: 'Stop' });
  expect(await stop.boundingBox()).toEqual(place);
  await chat.composer.fill('next');
  await stop.click();
  await chat.composer.press('Escape');
  expect(await chat.posted('stop')).toEqual([
    { type: 'stop', sessionId: 's1' },
    { type: 'stop', sessionId: 's1' },
  ]);
  await chat.happen(completed);
  await chat.composer.press('Escape');
  expect(await chat.posted('stop')).toHaveLength(2);
  expect(await chat.composer.inputValue()).toBe('next');
});

test('takes the second click of a double click on Send for no Stop', async () => {
  const chat = await open({ state: state() });
  await chat.composer.fill('a');
  const button = chat.page.getByRole('button', { name: 'Send' });
  const box = await button.boundingBox();
  if (!box) throw new Error('Send is not shown');
  const [x, y] = [box.x + 5, box.y + 5];
  await chat.page.mouse.click(x, y);
  await chat.happen(...asked);
  await chat.page.mouse.down({ clickCount: 2 });
  await chat.page.mouse.up({ clickCount: 2 });
  expect(await chat.posted('send')).toHaveLength(1);
  expect(await chat.posted('stop')).toEqual([]);
});

test('tells the host of the draft with every key, and keeps nothing of it in the page', async () => {
  const chat = await open({ state: state() });
  await chat.composer.pressSequentially('half');
  const told = ['h', 'ha', 'hal', 'half'].map((text) => ({ type: 'draft', sessionId: 's1', text }));
  await expect.poll(() => chat.posted('draft')).toEqual(told);
  await chat.page.evaluate(() => dispatchEvent(new Event('pagehide')));
  expect(await chat.page.evaluate(() => sessionStorage.getItem('state') ?? '')).not.toContain('hal');
  // The page was destroyed and is there again: the host knows better.
  await chat.page.reload();
  await chat.say({ type: 'state', state: state({ draft: 'half, changed by a command' }) });
  expect(await chat.composer.inputValue()).toBe('half, changed by a command');
});

test('keeps the last key though the host speaks that had not heard of it', async () => {
  const chat = await open({ state: state() });
  await chat.page.evaluate(() => {
    // No time passes between the key and the host's older words.
    const now = performance.now();
    performance.now = () => now;
  });
  await chat.composer.pressSequentially('half');
  await chat.say({ type: 'state', state: state({ draft: 'hal' }) });
  expect(await chat.composer.inputValue()).toBe('half');
  expect((await chat.posted('draft')).at(-1)).toMatchObject({ text: 'half' });
  await chat.page.evaluate(() => {
    const now = performance.now() + 1_000;
    performance.now = () => now;
  });
  await chat.say({ type: 'state', state: state({ draft: 'from elsewhere' }) });
  expect(await chat.composer.inputValue()).toBe('from elsewhere');
});

test('keeps a draft for each session', async () => {
  const chat = await open({ state: state({ draft: 'of the first' }) });
  expect(await chat.composer.inputValue()).toBe('of the first');
  await chat.composer.pressSequentially('!');
  const other = head({ session: { ...head().session, id: 's2' } as never });
  await chat.say({ type: 'state', state: state({ head: other, draft: 'of the second' }) });
  expect(await chat.composer.inputValue()).toBe('of the second');
  const told = (await chat.posted('draft')).map(({ sessionId, text }) => `${sessionId}: ${text}`);
  expect(told).toEqual(['s1: of the first', 's1: of the first!', 's2: of the second']);
  await chat.say({ type: 'draft', sessionId: 's1', text: 'late' });
  expect(await chat.composer.inputValue()).toBe('of the second');
  await chat.say({ type: 'draft', sessionId: 's2', text: 'could not be sent' });
  expect(await chat.composer.inputValue()).toBe('could not be sent');
});

test('undoes and redoes while the page is painted anew', async () => {
  const chat = await open({ state: state({ transcript: transcript(question(), answer()) }) });
  await chat.composer.pressSequentially('abc');
  await chat.say({ type: 'head', head: head({ context }) });
  await chat.composer.press('Control+z');
  expect(await chat.composer.inputValue()).toBe('');
  await chat.composer.press('Control+Shift+z');
  expect(await chat.composer.inputValue()).toBe('abc');
});

test('tells by a chip what is sent, and takes it away by its button', async () => {
  const chat = await open({ state: state({ head: head({ context }) }) });
  const list = chat.page.getByRole('list', { name: 'Context' });
  expect(await list.getByRole('listitem').first().textContent()).toMatch(
    /kündigung\.md, lines 12 to 18\s+640 characters/,
  );
  await list.getByRole('button', { name: 'Remove kündigung.md' }).click();
  expect(await chat.posted('remove-context')).toMatchObject([{ type: 'remove-context', id: 'c1' }]);
  await chat.say({ type: 'head', head: head({ context: context.slice(1) }) });
  expect(await list.getByRole('listitem').count()).toBe(1);
  await chat.say({ type: 'head', head: head() });
  expect(await list.count()).toBe(0);
});

test('grows with the text of the field, and not without end', async () => {
  const chat = await open({ state: state(), height: 500 });
  const height = async () => (await chat.composer.boundingBox())?.height ?? 0;
  const one = await height();
  await chat.composer.fill('a\nb\nc\nd');
  expect(await height()).toBeGreaterThan(one + 40);
  await chat.composer.fill('a\n'.repeat(100));
  expect(await height()).toBeLessThanOrEqual(200);
});
