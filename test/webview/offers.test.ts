import type { JSHandle, Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Chat, useChatPage } from './chat.ts';
import { answer, asked, delta, head, offering, question, state, transcript } from './samples.ts';

const open = useChatPage();
const stored = (changes = {}) => answer({ storedId: 'm1', ...changes });

describe('a rating', () => {
  test('gives a rating by pressing, and takes it back by pressing again', async () => {
    const shown = transcript(question(), stored());
    const chat = await open({ state: state({ head: head({ session: offering }), transcript: shown }) });
    const helpful = chat.page.getByRole('button', { name: 'Helpful', exact: true });
    const notHelpful = chat.page.getByRole('button', { name: 'Not Helpful' });
    await helpful.click();
    expect(await helpful.getAttribute('aria-pressed')).toBe('false');
    await chat.say({ type: 'head', head: head({ session: offering, ratings: { a1: 'positive' } }) });
    expect(await helpful.getAttribute('aria-pressed')).toBe('true');
    expect(await notHelpful.getAttribute('aria-pressed')).toBe('false');
    await helpful.press('Enter');
    await notHelpful.press('Space');
    expect((await chat.posted('rate')).map(({ rating }) => rating)).toEqual(['positive', 'none', 'negative']);
  });

  test('takes a reason for a rating, where the vendor takes one', async () => {
    const ratings = { a1: 'negative' } as const;
    const shown = transcript(question(), stored());
    const chat = await open({ state: state({ head: head({ session: offering, ratings }), transcript: shown }) });
    const more = chat.page.getByRole('button', { name: 'More Actions' });
    const why = chat.page.getByRole('menuitem', { name: 'Add Feedback…' });
    await more.click();
    expect(await chat.page.getByRole('menuitem').allTextContents()).toEqual([
      'Regenerate and Compare…',
      'Export Answer…',
      'Show as Markdown',
      'About This Answer',
    ]);
    await chat.page.keyboard.press('Escape');
    await chat.say({ type: 'head', head: head({ session: offering, ratings, takesReasons: true }) });
    await more.click();
    await why.click();
    expect(await chat.posted('say-why')).toMatchObject([{ type: 'say-why', messageId: 'a1' }]);
  });

  test.each([
    ['the vendor takes none', head(), stored()],
    ['the vendor does not know the answer', head({ session: offering }), answer()],
    ['the answer still comes', head({ session: offering }), stored({ state: 'answering' })],
  ])('offers no rating when %s', async (_, shown, message) => {
    const chat = await open({ state: state({ head: shown, transcript: transcript(question(), message) }) });
    expect(await chat.page.getByRole('button', { name: 'Helpful', exact: true }).isVisible()).toBe(false);
  });
});

describe('a file', () => {
  const busy = { name: 'vertrag.pdf', size: '1.2 MB', state: 'busy', status: 'Uploading 40 %' } as const;

  test('tells how far a file is; sending waits for it, says so, and goes on by itself', async () => {
    const chat = await open({ state: state({ head: head({ session: offering, file: busy }), draft: 'Q' }) });
    const list = chat.page.getByRole('list', { name: 'Context' });
    const send = chat.page.getByRole('button', { name: 'Send' });
    expect(await list.textContent()).toContain('vertrag.pdf 1.2 MB · Uploading 40 %');
    expect(await send.isDisabled()).toBe(true);
    await chat.composer.press('Enter');
    expect(await chat.posted('send')).toEqual([]);
    await chat.page.getByText('You can send when the file is ready or removed.').waitFor();
    const waiting = chat.page.getByRole('group', { name: 'Will be sent when the file is ready' });
    expect(await waiting.isVisible()).toBe(true);
    expect(await chat.page.getByRole('status').textContent()).toBe('Will be sent when the file is ready');
    const remove = list.getByRole('button', { name: 'Remove vertrag.pdf' });
    await remove.focus();
    await chat.say({ type: 'head', head: head({ session: offering, file: { ...busy, status: 'Virus scan' } }) });
    // The chip is the same one: its button keeps the focus.
    expect(await remove.evaluate((node) => node === document.activeElement)).toBe(true);
    await chat.say({
      type: 'head',
      head: head({ session: offering, file: { ...busy, state: 'ready', status: 'Ready' } }),
    });
    expect(await send.isDisabled()).toBe(false);
    expect(await chat.page.getByRole('status').textContent()).toBe('vertrag.pdf: Ready');
    expect((await chat.posted('send')).map(({ text }) => text)).toEqual(['Q']);
    expect(await waiting.isVisible()).toBe(false);
    await remove.click();
    expect(await chat.posted('remove-file')).toEqual([{ type: 'remove-file', sessionId: 's1' }]);
  });

  test.each([
    ['is cancelled', async (chat: Chat) => chat.page.getByRole('button', { name: 'Cancel' }).click()],
    ['is written on', async (chat: Chat) => chat.composer.press('x')],
    ['has lost its file', async (chat: Chat) => chat.say({ type: 'head', head: head({ session: offering }) })],
    [
      'has a file that failed',
      async (chat: Chat) =>
        chat.say({ type: 'head', head: head({ session: offering, file: { ...busy, state: 'failed' } }) }),
    ],
  ])('sends no question by itself that %s', async (_, change) => {
    const chat = await open({ state: state({ head: head({ session: offering, file: busy }), draft: 'Q' }) });
    await chat.composer.press('Enter');
    await change(chat);
    expect(await chat.page.getByRole('group').count()).toBe(0);
    await chat.say({ type: 'head', head: head({ session: offering, file: { ...busy, state: 'ready' } }) });
    expect(await chat.posted('send')).toEqual([]);
  });

  test('attaches a file by a button, once in a conversation, and shows it with its question', async () => {
    const chat = await open({ state: state({ head: head({ session: offering }) }) });
    const attach = chat.page.getByRole('button', { name: 'Attach File' });
    await attach.click();
    expect(await chat.posted('attach-file')).toEqual([{ type: 'attach-file', sessionId: 's1' }]);
    const sent = transcript(question({ attachment: { fileId: 'f', name: 'vertrag.pdf' } }), answer());
    await chat.say({ type: 'state', state: state({ head: head({ session: offering }), transcript: sent }) });
    expect(await attach.getAttribute('title')).toContain('one file per conversation');
    await attach.click({ force: true });
    expect(await chat.posted('attach-file')).toHaveLength(1);
    expect(await chat.page.getByRole('article').first().textContent()).toContain('File vertrag.pdf');
    await chat.say({ type: 'state', state: state() });
    expect(await attach.isVisible()).toBe(false);
  });

  test.each([
    ['VS Code, by its address', 'application/vnd.code.uri-list', 'file:///a/vertrag.pdf\r\n'],
    ['elsewhere, by its address', 'text/uri-list', '# comment\r\nfile:///a/vertrag.pdf'],
  ])('takes a file that is dropped from %s', async (_, type, list) => {
    const chat = await open({ state: state({ head: head({ session: offering }) }) });
    const taken = await chat.page.evaluate(
      ([kind, text]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData(kind ?? '', text ?? '');
        const over = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
        document.body.dispatchEvent(over);
        const marked = document.body.classList.contains('dropping');
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        return over.defaultPrevented && marked && !document.body.classList.contains('dropping');
      },
      [type, list],
    );
    expect(taken).toBe(true);
    expect(await chat.posted('drop-uris')).toEqual([
      { type: 'drop-uris', sessionId: 's1', uris: ['file:///a/vertrag.pdf'] },
    ]);
  });

  test('leaves text and links that are dropped to the message field, and says why several files are not attached', async () => {
    const chat = await open({ state: state({ head: head({ session: offering }) }) });
    const drop = (kind: string, text: string, files = 0) =>
      chat.page.evaluate(
        ([type, content, count]) => {
          const dataTransfer = new DataTransfer();
          if (content !== '') dataTransfer.setData(String(type), String(content));
          for (let index = 0; index < Number(count); index++) dataTransfer.items.add(new File(['x'], `${index}.txt`));
          const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
          document.body.dispatchEvent(event);
          return event.defaultPrevented;
        },
        [kind, text, files] as const,
      );
    expect(await drop('text/plain', 'selected words')).toBe(false);
    expect(await drop('text/uri-list', 'https://law.example/')).toBe(false);
    expect(await drop('', '', 2)).toBe(true);
    expect(await drop('text/uri-list', 'file:///a.txt\r\nfile:///b.txt')).toBe(true);
    expect(await chat.posted('drop-refused')).toMatchObject([{ reason: 'several' }, { reason: 'several' }]);
    expect([await chat.posted('drop-uris'), await chat.posted('drop-file')]).toEqual([[], []]);
  });

  test('takes a file from the desktop with its content, and refuses it where files are not taken', async () => {
    const chat = await open({ state: state({ head: head({ session: offering }) }) });
    const drop = () =>
      chat.page.evaluate(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['Hallo'], 'notiz.txt', { type: 'text/plain' }));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      });
    await drop();
    const dropped = () =>
      chat.page.evaluate(() =>
        (window as unknown as { posted: { type: string; name: string; bytes: ArrayBuffer }[] }).posted
          .filter(({ type }) => type === 'drop-file')
          .map(({ name, bytes }) => `${name}: ${new TextDecoder().decode(bytes)}`),
      );
    await expect.poll(dropped).toEqual(['notiz.txt: Hallo']);
    await chat.say({ type: 'state', state: state() });
    await drop();
    expect(await dropped()).toHaveLength(1);
  });
});

describe('a long question', () => {
  test('counts a long question near the limit, in German numbers, with what is attached, and tells it once', async () => {
    const context = [{ id: 'c', label: 'a.md', firstLine: 1, lastLine: 2, text: '😀'.repeat(1_000) }];
    const chat = await open({ language: 'de', state: state({ head: head({ context }), draft: 'x'.repeat(25_000) }) });
    const hint = chat.page.locator('.hint');
    expect(await hint.isVisible()).toBe(false);
    await chat.composer.fill('x'.repeat(28_500));
    expect(await hint.textContent()).toBe('29.502 von 30.000 Zeichen');
    await chat.composer.press('y');
    await expect
      .poll(() => chat.page.getByRole('status').textContent(), { timeout: 5_000 })
      .toBe('29.503 von 30.000 Zeichen');
    await chat.composer.press('y');
    await chat.painted();
    expect(await chat.page.getByRole('status').textContent()).toBe('29.503 von 30.000 Zeichen');
    expect(await chat.composer.getAttribute('aria-describedby')).toBe(await hint.getAttribute('id'));
    await chat.composer.fill('x'.repeat(29_500));
    expect(await hint.textContent()).toBe(
      '30.502 von 30.000 Zeichen. Zu lang. Kürzen Sie die Frage, oder entfernen Sie Kontext.',
    );
    expect(await chat.page.getByRole('button', { name: 'Senden' }).isDisabled()).toBe(true);
  });

  test('sends a long question to those who take it in parts', async () => {
    const draft = 'x '.repeat(16_000);
    const chat = await open({ state: state({ head: head({ session: offering }), draft }) });
    expect(await chat.page.locator('.hint').textContent()).toContain('You can send it in parts');
    await chat.composer.press('Enter');
    expect(await chat.posted('send')).toHaveLength(1);
    // The host asks first; when the person declines, the question can be sent again.
    await chat.composer.press('Enter');
    expect(await chat.posted('send')).toHaveLength(1);
    await chat.say({ type: 'send-rejected', sessionId: 's1' });
    expect(await chat.composer.inputValue()).toBe(draft);
    await chat.composer.press('Enter');
    expect(await chat.posted('send')).toHaveLength(2);
  });
});

test('says what the vendor tells beside an answer: legal advice and tools at once, the rest on request', async () => {
  const other = { firm: 'A & B', score: 0, deep: { x: 1 }, untold: 'GEHEIM' };
  const details = { legalAdvice: true, intent: 'notice period', toolCalls: ['search', 'calc'], other };
  const metadataLabels = { firm: 'Name of the firm', score: 'Confidence', deep: 'Deep', none: 'None' };
  const session = { ...offering, assistant: { ...offering.assistant, metadataLabels } };
  const shownHead = head({ session });
  const chat = await open({
    state: state({ head: shownHead, transcript: transcript(question(), stored({ details })) }),
  });
  const shown = chat.page.getByRole('article').last();
  await shown.getByText('doesn’t replace advice on your case').waitFor();
  await shown.getByText('requested a tool that isn’t supported: search, calc').waitFor();
  expect(await shown.getByText('notice period').isVisible()).toBe(false);
  await shown.getByRole('button', { name: 'More Actions' }).click();
  await chat.page.getByRole('menuitem', { name: 'About This Answer' }).click();
  expect(await shown.locator('dl').innerText()).toMatch(
    /Status\s+complete\s+Question type\s+notice period[\s\S]*Message ID\s+m1\s+Name of the firm\s+A & B\s+Confidence\s+0$/,
  );
  await chat.say({ type: 'state', state: state({ transcript: transcript(question(), answer()) }) });
  expect(await shown.getByRole('note').count()).toBe(0);
});

test('counts a rate limit down, lets nothing through, and ends it by itself with one word', async () => {
  // Long enough for a busy machine to open the page.
  const until = new Date(Date.now() + 9_000).toISOString();
  const note = { text: 'Again at 14:07:30.', actions: [{ action: 'retry', label: 'Retry' }], until } as const;
  const failed = transcript(question({ state: 'failed' }), answer({ text: '', sources: [], state: 'failed' }));
  const chat = await open({ state: state({ head: head({ notes: { a1: note } }), transcript: failed, draft: 'Next' }) });
  const shown = chat.page.getByRole('article').last();
  const send = chat.page.getByRole('button', { name: 'Send' });
  expect(await shown.textContent()).toMatch(/Again at 14:07:30\. \(in [1-9] s\)/);
  expect(await chat.page.locator('.hint').textContent()).toMatch(/You can send again in [1-9] s\./);
  expect(await send.isDisabled()).toBe(true);
  await chat.composer.press('Enter');
  expect(await chat.posted('send')).toEqual([]);
  await expect
    .poll(() => chat.page.getByRole('status').textContent(), { timeout: 20_000 })
    .toBe('You can send questions again.');
  expect(await send.isDisabled()).toBe(false);
  // It counts by a second hand of its own.
  await expect.poll(() => shown.getByRole('button', { name: 'Retry' }).isDisabled(), { timeout: 5_000 }).toBe(false);
  expect(await shown.textContent()).not.toContain('(in');
  expect(await chat.page.locator('.hint').isVisible()).toBe(false);
  expect(await chat.composer.inputValue()).toBe('Next');
});

test('shows beside a failure what the service calls the request, to be copied for its support', async () => {
  const note = { text: 'Kanzlei A is not available.', actions: [], requestId: 'req-8f3a' } as const;
  const failed = transcript(question(), answer({ text: '', sources: [], state: 'failed' }));
  const chat = await open({ state: state({ head: head({ notes: { a1: note } }), transcript: failed }) });
  const id = chat.page.getByText('Request ID: req-8f3a');
  expect(await id.evaluate((node) => getComputedStyle(node).userSelect)).toBe('text');
});

test('shows the JSON of a workflow as a block of code as it was written, and tells its code by the lines on the page', async () => {
  const json = '{"frist": "vier *Wochen*",\n "quelle": [1]}';
  const chat = await open({ state: state({ transcript: transcript(question(), answer({ text: json })) }) });
  const block = chat.page.locator('.code');
  expect(await block.locator('code').textContent()).toBe(`${json}\n`);
  await block.getByRole('button', { name: 'Copy Code' }).click();
  expect(await chat.posted('code')).toMatchObject([{ action: 'copy', firstLine: 1, lastLine: 3 }]);
});

test('shows no answer to a message that is only added, and says that it was added', async () => {
  const chat = await open({ state: state({ transcript: transcript() }) });
  await chat.happen(...asked, { type: 'question-stored', messageId: 'v1' });
  await chat.happen({ type: 'run-end', outcome: { type: 'complete', isOnlyAdded: true }, at: '2026-01-02T03:04:05Z' });
  expect(await chat.page.getByRole('article').count()).toBe(1);
  expect(await chat.page.getByRole('status').first().textContent()).toBe('Message added');
});

test('offers to ask the last question with a recap where the service forgot', async () => {
  const lost = { ...transcript(question(), answer(), question({ id: 'q2' })), contextLostBefore: 'q2' };
  const chat = await open({ state: state({ transcript: lost }) });
  const recap = chat.page.getByRole('button', { name: 'Resend with Recap…' });
  await recap.click();
  expect(await chat.posted('recap')).toEqual([{ type: 'recap', sessionId: 's1' }]);
  await chat.happen(...asked, delta('A'));
  expect(await recap.isVisible()).toBe(false);
});

test('reads older messages on by keyboard, and keeps the line that is read within a pixel', async () => {
  const page = (from: number) =>
    Array.from({ length: 100 }, (_, index) =>
      index % 2 === 0
        ? question({ id: `q${from + index}`, text: `Question ${from + index}` })
        : answer({
            id: `a${from + index}`,
            text: `Answer ${from + index}.\n\n${'Two lines. '.repeat(20)}`,
            sources: [],
          }),
    );
  const chat = await open({ state: state({ transcript: { ...transcript(...page(200)), hasOlder: true } }) });
  const older = chat.page.getByRole('button', { name: 'Load Older Messages' });
  for (const from of [100, 0]) {
    // Until all are built: what is above the line then is what the person sees there.
    await expect.poll(() => older.getAttribute('aria-disabled'), { timeout: 20_000 }).toBe('false');
    await older.focus();
    await chat.conversation.evaluate((node) => node.scrollTo(0, 0));
    await chat.painted();
    const text = `Question ${from + 100}`;
    const watched = await watch(chat.page.getByText(text, { exact: true }));
    await chat.page.keyboard.press('Enter');
    await chat.happen({ type: 'older-loaded', messages: page(from), hasOlder: from > 0 });
    await expect.poll(() => chat.page.getByRole('article').count(), { timeout: 20_000 }).toBe(300 - from);
    await chat.painted();
    const tops = await watched.evaluate((seen) => seen.tops);
    expect(tops.length).toBeGreaterThan(3);
    expect(Math.max(...tops) - Math.min(...tops), text).toBeLessThanOrEqual(1);
  }
  expect(await chat.posted('load-older')).toHaveLength(2);
  expect(await older.isVisible()).toBe(false);
  expect(await chat.page.evaluate(() => document.activeElement?.tagName)).toBe('ARTICLE');
});

test('sends a question while older messages are read, and stops the reading', async () => {
  const old = { ...transcript(question(), answer()), hasOlder: true };
  const chat = await open({ state: state({ head: head({ loadingOlder: true }), transcript: old }) });
  const older = chat.page.getByRole('button', { name: 'Load Older Messages' });
  const stop = chat.conversation.getByRole('button', { name: 'Stop' });
  await stop.focus();
  await chat.page.keyboard.press('Enter');
  expect(await chat.posted('stop')).toHaveLength(1);
  await chat.say({ type: 'head', head: head() });
  await expect.poll(() => stop.isVisible()).toBe(false);
  expect(await older.evaluate((node) => node === document.activeElement)).toBe(true);
  await chat.say({ type: 'head', head: head({ loadingOlder: true }) });
  await chat.page.getByRole('textbox', { name: 'Message' }).fill('Which notice period?');
  await chat.page.keyboard.press('Enter');
  expect(await chat.posted('send')).toHaveLength(1);
});

/**
 * Where a line stands in every frame from now on, as painted: asked between two frames, a browser would answer with what
 * it has laid out since, which nobody has seen yet.
 */
async function watch(line: Locator): Promise<JSHandle<{ tops: number[] }>> {
  await line.waitFor();
  return await line.evaluateHandle((node) => {
    const seen: { tops: number[] } = { tops: [] };
    const look = () => {
      new IntersectionObserver(([entry], observer) => {
        observer.disconnect();
        if (entry) seen.tops.push(entry.boundingClientRect.top);
      }).observe(node);
      requestAnimationFrame(look);
    };
    look();
    return seen;
  });
}
