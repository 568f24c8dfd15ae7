import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, asked, completed, delta, head, question, session, sources, state, transcript } from './samples.ts';

const open = useChatPage();

test('shows an answer while it comes', async () => {
  const chat = await open({ state: state() });
  const { page } = chat;
  await chat.happen(...asked);
  const shown = page.getByRole('article', { name: 'Haufe Copilot HR' });
  expect(await shown.locator('header').textContent()).toContain('Asking…');
  await chat.happen(delta('The **per'));
  expect(await shown.locator('.markdown').textContent()).toBe('The **per');
  await chat.happen(delta('iod** is'));
  expect(await shown.locator('.markdown').innerHTML()).toBe('<p>The <strong>period</strong> is</p>');
  expect(await shown.locator('header').textContent()).toContain('Answering…');
  expect(await page.getByRole('status').textContent()).toBe('Answer started');
  await chat.happen(delta(' short.'), completed);
  expect(await shown.locator('header').textContent()).toContain('complete');
  expect(await page.getByRole('status').textContent()).toBe('Answer complete');
  expect(await shown.getByRole('button', { name: 'Copy Answer' }).isVisible()).toBe(true);
});

test('changes nothing on events of another session', async () => {
  const chat = await open({ state: state() });
  await chat.say({ type: 'events', sessionId: 's2', events: [...asked, delta('Not for you')] });
  expect(await chat.page.getByRole('article').count()).toBe(0);
});

test('touches only what changed', async () => {
  const before = transcript(
    question(),
    answer(),
    question({ id: 'q2' }),
    answer({ id: 'a2', state: 'answering', text: 'a' }),
  );
  const chat = await open({ state: state({ transcript: before }) });
  // The grammars come when they come.
  await chat.page.waitForSelector('[data-message="a1"] .token-keyword');
  await chat.page.evaluate(() => {
    const touched: string[] = [];
    Object.assign(window, { touched });
    new MutationObserver((changes) => {
      for (const { target } of changes)
        touched.push((target as Element).closest?.('article')?.getAttribute('data-message') ?? 'a2');
    }).observe(document.querySelector('.messages') as Element, { subtree: true, childList: true, characterData: true });
  });
  for (let index = 0; index < 10; index++) await chat.happen(delta(' more'));
  const touched = await chat.page.evaluate(() => [...new Set((window as unknown as { touched: string[] }).touched)]);
  expect(touched).toEqual(['a2']);
});

test('completes a page that was hidden', async () => {
  const full = state({
    transcript: transcript(question(), answer(), question({ id: 'q2' }), answer({ id: 'a2', state: 'answering' })),
  });
  const chat = await open({ state: full });
  const before = await chat.conversation.innerHTML();
  await chat.page.reload();
  expect(await chat.posted('ready')).toHaveLength(1);
  await chat.say({ type: 'state', state: full });
  // Code is colored when its grammar was read.
  await expect.poll(() => chat.conversation.innerHTML()).toBe(before);
  await chat.happen(delta('And on.'));
  expect(await chat.page.getByRole('article').last().textContent()).toContain('And on.');
});

test('opens sources in place, from the list and from the text', async () => {
  const chat = await open({ state: state({ transcript: transcript(question(), answer()) }) });
  const { page } = chat;
  const list = page.getByRole('list', { name: 'Sources' });
  const first = list.getByRole('button', { name: '1 BGB · § 622 Abs. 3' });
  expect(await first.getAttribute('aria-expanded')).toBe('false');
  await first.click();
  expect(await first.getAttribute('aria-expanded')).toBe('true');
  expect(await list.getByText('Während einer vereinbarten Probezeit').isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Show the passage of source 2' }).click();
  expect(await list.getByText('Die Frist beträgt zwei Wochen.').isVisible()).toBe(true);
  expect((await chat.posted('show-source')).map(({ sourceId }) => sourceId)).toEqual(['1', '2']);
  await list.getByRole('button', { name: 'Open source 1 in the browser' }).click();
  expect(await chat.posted('open-source')).toMatchObject([{ type: 'open-source', messageId: 'a1', sourceId: '1' }]);
  expect(await page.getByText('[7]').evaluate((node) => node.closest('button, a'))).toBeNull();
});

test('ties a source to its mark that came before it', async () => {
  const chat = await open({ state: state() });
  await chat.happen(...asked, delta('As told [1].\n\nNext.\n\nLast'));
  const mark = chat.page.getByRole('button', { name: 'Show the passage of source 1' });
  expect(await mark.count()).toBe(0);
  await chat.happen({ type: 'sources-found', sources: sources.slice(0, 1) });
  expect(await mark.count()).toBe(1);
});

test('says that an answer names no sources which should', async () => {
  const chat = await open({ state: state({ transcript: transcript(question(), answer({ sources: [] })) }) });
  expect(await chat.page.getByText('No sources').isVisible()).toBe(true);
});

test('tells by id and line what is done with an answer and its code', async () => {
  const chat = await open({
    state: state({ head: head({ insertTarget: 'brief.md' }), transcript: transcript(question(), answer()) }),
  });
  const { page } = chat;
  for (const name of ['Copy Answer', 'Insert Answer', 'Replace Selection', 'New Document']) {
    await page.getByRole('button', { name }).click();
  }
  expect((await chat.posted('answer')).map(({ action }) => action)).toEqual([
    'copy',
    'insert',
    'replace',
    'new-document',
  ]);
  expect(await page.getByRole('button', { name: 'Insert Answer' }).getAttribute('title')).toBe(
    'Insert the answer into brief.md',
  );
  await page.getByRole('button', { name: 'Copy Code' }).click();
  await page.getByRole('button', { name: 'Insert Code' }).click();
  const lines = { messageId: 'a1', firstLine: 7, lastLine: 9 };
  expect(await chat.posted('code')).toMatchObject([
    { type: 'code', action: 'copy', ...lines },
    { type: 'code', action: 'insert', ...lines },
  ]);
});

test('says of an error what happened, with buttons that do what helps, when they may', async () => {
  const until = '2026-11-20T13:03:00Z';
  const note = { text: 'The service takes questions again at 14:03:00.', until };
  const actions = [
    { action: 'retry', label: 'Retry' },
    { action: 'show-log', label: 'Show Log' },
  ] as const;
  const failed = answer({ text: '', sources: [], state: 'failed', error: { code: 'rate-limited' } });
  const chat = await open();
  await chat.page.clock.install({ time: new Date('2026-11-20T13:02:57.500Z') });
  await chat.page.reload();
  const tell = async () =>
    await chat.say({
      type: 'state',
      state: state({
        draft: 'again',
        head: head({ notes: { a1: { ...note, actions } } }),
        transcript: transcript(question(), failed),
      }),
    });
  await chat.page.clock.resume();
  await tell();
  const retry = chat.page.getByRole('button', { name: 'Retry', exact: true });
  const send = chat.page.getByRole('button', { name: 'Send' });
  expect(await chat.page.getByText(note.text).isVisible()).toBe(true);
  expect(await retry.isDisabled()).toBe(true);
  expect(await retry.textContent()).toMatch(/Retry\s\(\d s\)/);
  expect(await send.isDisabled()).toBe(true);
  await chat.page.getByRole('button', { name: 'Show Log' }).click();
  await chat.page.clock.runFor(4000);
  await retry.click();
  expect(await send.isDisabled()).toBe(false);
  expect(await chat.posted('note-action')).toMatchObject([
    { type: 'note-action', action: 'show-log', messageId: 'a1' },
    { type: 'note-action', action: 'retry', messageId: 'a1' },
  ]);
});

test('announces a failure with its sentence', async () => {
  const chat = await open({ state: state() });
  await chat.happen(...asked);
  await chat.say({ type: 'head', head: head({ notes: { a1: { text: 'The host was not found.', actions: [] } } }) });
  const outcome = { type: 'failed', error: { code: 'host-not-found' }, stored: 'no' } as const;
  await chat.happen({ type: 'run-end', outcome, at: '2026-11-20T13:03:00Z' });
  expect(await chat.page.getByRole('status').textContent()).toBe('Answer failed. The host was not found.');
});

test('announces with a complete answer that it is not saved, and says so below it', async () => {
  const chat = await open({ state: state() });
  await chat.happen(...asked, delta('Whole'));
  const note = { text: 'The disk is full.', actions: [{ action: 'retry', label: 'Retry' }] } as const;
  await chat.say({ type: 'head', head: head({ notes: { a1: note } }) });
  const outcome = { type: 'complete', error: { code: 'answer-unsaved' } } as const;
  await chat.happen({ type: 'run-end', outcome, at: '2026-11-20T13:03:00Z' });
  expect(await chat.page.getByRole('status').textContent()).toBe('Answer complete. The disk is full.');
  const shown = chat.page.getByRole('article').last();
  expect(await shown.locator('header').textContent()).toContain('complete');
  await shown.getByText('The disk is full.').waitFor();
  expect(await shown.getByRole('button', { name: 'Retry' }).count()).toBe(1);
});

test('keeps the text of a stopped answer, and offers to ask for it again', async () => {
  const chat = await open({ state: state() });
  await chat.happen(...asked, delta('Half'), {
    type: 'run-end',
    outcome: { type: 'stopped' },
    at: '2026-11-20T13:03:00Z',
  });
  const shown = chat.page.getByRole('article').last();
  expect(await shown.textContent()).toContain('Half');
  expect(await shown.locator('header').textContent()).toContain('stopped');
  await shown.getByRole('button', { name: 'Retry' }).click();
  expect(await chat.posted('note-action')).toMatchObject([{ type: 'note-action', action: 'retry', messageId: 'a1' }]);
});

test('counts the silence on from the last sign of life when the page is shown again', async () => {
  const chat = await open();
  await chat.page.clock.install();
  await chat.page.reload();
  const running = transcript(question(), answer({ text: '', sources: [], state: 'asking' }));
  await chat.say({ type: 'state', state: state({ transcript: running, silentMilliseconds: 20_000 }) });
  const shown = chat.page.getByRole('article').last().locator('header');
  expect(await shown.textContent()).toMatch(/still waiting \(20 s\)/);
  await chat.page.clock.runFor(2000);
  expect(await shown.textContent()).toMatch(/still waiting \(2[23] s\)/);
});

test('says after 15 seconds of silence how long it has waited, and leaves no timer behind the run', async () => {
  const chat = await open();
  await chat.page.clock.install();
  await chat.page.reload();
  await chat.say({ type: 'state', state: state() });
  await chat.happen(...asked);
  const shown = chat.page.getByRole('article').last().locator('header');
  await chat.page.clock.runFor(14_000);
  expect(await shown.textContent()).not.toContain('waiting');
  await chat.page.clock.runFor(3000);
  expect(await shown.textContent()).toMatch(/still waiting \(1[67] s\)/);
  await chat.happen(delta('Here'));
  expect(await shown.textContent()).not.toContain('waiting');
  await chat.happen(completed);
  await chat.page.clock.runFor(60_000);
  await chat.say({ type: 'head', head: head({ insertTarget: 'other.md' }) });
  expect(await shown.textContent()).not.toContain('waiting');
});

test('shows a message as text that cannot be painted, and leaves the others whole', async () => {
  const broken = answer({ id: 'a0', text: 'The words are **here**.\u202e', sources: null as never });
  const chat = await open({ state: state({ transcript: transcript(broken, question(), answer()) }) });
  expect(await chat.page.getByRole('article').count()).toBe(3);
  expect(await chat.page.getByRole('article').first().textContent()).toContain('The words are **here**.');
  expect(await chat.page.locator('article .hidden-character').getAttribute('data-name')).toBe('U+202E');
  expect(await chat.page.getByRole('article').last().locator('table').count()).toBe(1);
  await chat.page.getByRole('button', { name: 'Reload View' }).click();
  expect(await chat.page.getByRole('article').count()).toBe(0);
  expect(await chat.posted('ready')).toHaveLength(2);
  const whole = answer({ id: 'a0', text: 'The words are **here**.', sources: [] });
  await chat.say({ type: 'state', state: state({ transcript: transcript(whole, question(), answer()) }) });
  expect(await chat.page.getByRole('article').first().locator('strong').textContent()).toBe('here');
});

test('shows in the place of the conversation that it loads, or what stands in its way', async () => {
  const chat = await open({ state: state({ head: head({ loading: true }) }) });
  expect(await chat.conversation.textContent()).toContain('Loading conversation');
  const obstacle = {
    text: 'The thread was deleted elsewhere.',
    actions: [{ action: 'new-thread', label: 'New Conversation' }],
  } as const;
  await chat.say({ type: 'head', head: head({ obstacle }) });
  await chat.page.getByRole('button', { name: 'New Conversation', exact: true }).click();
  expect(await chat.posted('note-action')).toMatchObject([{ type: 'note-action', action: 'new-thread' }]);
});

test('marks from where on the service remembers', async () => {
  const lost = { ...transcript(question(), answer(), question({ id: 'q2' })), contextLostBefore: 'q2' };
  const chat = await open({ state: state({ transcript: lost }) });
  const order = await chat.page
    .locator('.group > *')
    .evaluateAll((all) => all.map((node) => node.getAttribute('role') ?? node.tagName));
  expect(order).toEqual(['P', 'ARTICLE', 'ARTICLE', 'note', 'ARTICLE']);
});

test('moves the focus by commands to the message field, the last answer and its sources', async () => {
  const chat = await open({ state: state({ transcript: transcript(question(), answer()) }) });
  const focused = () =>
    chat.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.className);
  await chat.say({ type: 'focus', target: 'last-answer' });
  expect(await focused()).toBe('Haufe Copilot HR, 2:02 PM');
  await chat.say({ type: 'focus', target: 'sources' });
  expect(await focused()).toBe('source');
  await chat.say({ type: 'focus', target: 'input' });
  expect(await focused()).toBe('Message');
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'])(
  'shows a message with the id %s, which every object inherits, as any other',
  async (id) => {
    const ratable = { ...session, assistant: { ...session.assistant, features: ['feedback' as const] } };
    const shown = transcript(question(), answer({ id, storedId: id }));
    const chat = await open({ state: state({ head: head({ session: ratable, ratings: {} }), transcript: shown }) });
    const article = chat.page.getByRole('article', { name: 'Haufe Copilot HR' });
    expect(await article.locator('.markdown').count()).toBe(1);
    expect(await article.locator('pre.plain').count()).toBe(0);
    expect(await article.locator('.note:visible').count()).toBe(0);
    expect(await article.locator('[aria-pressed="true"]').count()).toBe(0);
    const stopped = transcript(question(), answer({ id, state: 'stopped' }));
    await chat.say({ type: 'state', state: state({ head: head({ session: ratable }), transcript: stopped }) });
    await article.getByRole('button', { name: 'Retry' }).waitFor();
    const notes = JSON.parse(`{ "${id}": { "text": "Something is wrong.", "actions": [] } }`);
    // As text, which carries every name, as VS Code's own messages do.
    const told = JSON.stringify({ type: 'head', head: head({ session: ratable, notes }) });
    await chat.page.evaluate((data) => dispatchEvent(new MessageEvent('message', { data: JSON.parse(data) })), told);
    await article.getByText('Something is wrong.').waitFor();
    expect(await chat.faults()).toEqual([]);
  },
);
