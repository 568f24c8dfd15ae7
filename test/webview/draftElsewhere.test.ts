import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { asked, head, state } from './samples.ts';

const open = useChatPage();
const asleep = { type: 'external-draft', sessionId: 's1', seenRevision: 1_000 } as const;

test('empties the message field of what was sent from another page of the conversation', async () => {
  const chat = await open({ state: state({ draft: 'Welche Frist?' }) });
  expect(await chat.composer.inputValue()).toBe('Welche Frist?');
  await chat.happen(...asked);
  expect(await chat.composer.inputValue()).toBe('');
});

test('empties the message field of what waits in another page of the conversation', async () => {
  const chat = await open({ state: state({ draft: 'And then?' }) });
  await chat.say({ type: 'head', head: head({ queued: { text: 'And then?', isPaused: false } }) });
  expect(await chat.composer.inputValue()).toBe('');
});

test('shows here what is typed elsewhere', async () => {
  const chat = await open({ state: state({ draft: 'half' }) });
  await chat.say({ ...asleep, text: 'half a sentence' });
  expect(await chat.composer.inputValue()).toBe('half a sentence');
  await chat.say({ ...asleep, sessionId: 'other', text: 'of another conversation' });
  expect(await chat.composer.inputValue()).toBe('half a sentence');
});

test('puts what was typed beside an assistant’s name into its conversation, however fast the host is', async () => {
  const chat = await open({ state: state() });
  await chat.page.evaluate(() => {
    const now = performance.now();
    performance.now = () => now;
  });
  await chat.composer.pressSequentially('Vorsteuer? ');
  const other = head({ session: { ...head().session, id: 's2' } as never });
  await chat.say({ type: 'state', state: state({ head: other }) });
  await chat.say({ type: 'state', state: state({ head: other, draft: 'Vorsteuer?' }) });
  expect(await chat.composer.inputValue()).toBe('Vorsteuer?');
});

test('tells from which text of the host one typed on, since the host may have another one by then', async () => {
  const chat = await open({ state: state({ draft: 'half' }) });
  await chat.composer.pressSequentially('!');
  await chat.say({ ...asleep, text: 'half! of another window' });
  // Nothing that was typed a moment ago is overwritten.
  expect(await chat.composer.inputValue()).toBe('half!');
  await chat.composer.pressSequentially('?');
  await chat.page.evaluate(() => {
    const later = performance.now() + 60_000;
    performance.now = () => later;
  });
  await chat.say({ ...asleep, text: 'joined' });
  await chat.composer.press('End');
  await chat.composer.pressSequentially('.');
  expect(await chat.posted('draft')).toEqual([
    { type: 'draft', sessionId: 's1', text: 'half', basedOn: 'half' },
    { type: 'draft', sessionId: 's1', text: 'half!' },
    { type: 'draft', sessionId: 's1', text: 'half!' },
    { type: 'draft', sessionId: 's1', text: 'half!?' },
    { type: 'draft', sessionId: 's1', text: 'joined.', basedOn: 'joined' },
  ]);
});

test('tells the host when nobody is typing any more', async () => {
  const chat = await open({ state: state() });
  await chat.composer.pressSequentially('half');
  expect(await chat.posted('draft-rests')).toHaveLength(0);
  await chat.composer.press('Tab');
  expect(await chat.posted('draft-rests')).toHaveLength(1);
});

test('disturbs nobody who is typing, and tells the others what stands here', async () => {
  const chat = await open({ state: state() });
  await chat.page.evaluate(() => {
    // No time passes between the keys and what comes from elsewhere.
    const now = performance.now();
    performance.now = () => now;
  });
  await chat.composer.pressSequentially('abcd');
  await chat.composer.press('ArrowLeft');
  await chat.say({ ...asleep, text: 'older' });
  expect(await chat.composer.inputValue()).toBe('abcd');
  expect(await chat.composer.evaluate((field) => (field as HTMLTextAreaElement).selectionStart)).toBe(3);
  expect((await chat.posted('draft')).at(-1)).toMatchObject({ text: 'abcd' });
});

test('tells in no page what waits already as a draft, however fast the host is', async () => {
  const transcript = { ...state().transcript, running: true };
  const chat = await open({ state: state({ transcript }) });
  await chat.page.evaluate(() => {
    // No time passes between the keys and what the host says.
    const now = performance.now();
    performance.now = () => now;
  });
  await chat.composer.pressSequentially('And then?');
  await chat.composer.press('Enter');
  expect((await chat.posted('send')).at(-1)).toMatchObject({ text: 'And then?' });
  const told = (await chat.posted('draft')).length;
  await chat.say({ ...asleep, text: '' });
  await chat.say({ type: 'head', head: head({ queued: { text: 'And then?', isPaused: false } }) });
  expect(await chat.composer.inputValue()).toBe('');
  expect(await chat.posted('draft')).toHaveLength(told);
});

test('takes nothing back that the host had not heard of when it spoke, however long ago it was typed', async () => {
  const chat = await open({ state: state() });
  await chat.composer.pressSequentially('abcd');
  await chat.page.evaluate(() => {
    const later = performance.now() + 60_000;
    performance.now = () => later;
  });
  await chat.say({ ...asleep, seenRevision: 3, text: '' });
  expect(await chat.composer.inputValue()).toBe('abcd');
  expect((await chat.posted('draft')).map(({ text }) => text)).toEqual(['a', 'ab', 'abc', 'abcd', 'abcd']);
  await chat.say({ ...asleep, seenRevision: 5, text: '' });
  expect(await chat.composer.inputValue()).toBe('');
});

test('ends no composition of an input method', async () => {
  const chat = await open({ state: state() });
  await chat.composer.focus();
  const client = await chat.page.context().newCDPSession(chat.page);
  await client.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
  await chat.page.evaluate(() => {
    const now = performance.now() + 1_000;
    performance.now = () => now;
  });
  await chat.say({ ...asleep, text: 'from elsewhere' });
  expect(await chat.composer.inputValue()).toBe('にほ');
  await client.send('Input.insertText', { text: '日本' });
  expect(await chat.composer.inputValue()).toBe('日本');
});

test('tells what is typed behind a question on its way as soon as the question is taken', async () => {
  const chat = await open({ state: state() });
  await chat.composer.fill('Which period?');
  await chat.composer.press('Enter');
  await chat.composer.pressSequentially('x');
  await chat.happen(...asked);
  await expect.poll(async () => (await chat.posted('draft')).at(-1)?.text).toBe('x');
});
