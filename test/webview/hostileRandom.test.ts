import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Message } from '../../src/chat/model/model.ts';
import type { ThreadEvent } from '../../src/chat/model/transcript.ts';
import { amount } from '../amount.ts';
import { away, encodings, vectors } from '../hostile/vectors.ts';
import { seeded } from '../unit/property.ts';
import { type Chat, openBlank, useChatPage } from './chat.ts';
import { answer, head, question, session, state, transcript } from './samples.ts';

const open = useChatPage();
const ways = Object.values(encodings);
/** Each attack in so many ways, each way with other attacks: in one of thirteen here, in all in `npm run test:long`. */
const waysOfEach = amount(ways.length, 1);
const attacks = vectors.flatMap((vector, index) =>
  Array.from({ length: waysOfEach }, (_, turn) => ways[(index + turn * 6) % ways.length]?.(vector) ?? vector),
);

/** Where, besides the text of an answer, a vendor's words come onto the page. */
const places: Readonly<Record<string, (attack: string, id: string) => Message>> = {
  question: (attack, id) => question({ id, text: attack }),
  author: (attack, id) => answer({ id, author: attack }),
  'file name': (attack, id) =>
    question({ id, context: [{ id: 'c', label: attack, firstLine: 1, lastLine: 2, text: attack }] }),
  'source title': (attack, id) => answer({ id, sources: [{ id: '1', title: attack, section: attack, passage: 'x' }] }),
  'source passage': (attack, id) => answer({ id, sources: [{ id: '1', title: 'x', passage: attack }] }),
  'source link': (attack, id) => answer({ id, sources: [{ id: '1', title: 'x', passage: 'x', link: attack }] }),
  'error code': (attack, id) => answer({ id, state: 'failed', error: { code: 'bug', host: attack, detail: attack } }),
};

test('finds attacks that work where nothing stops them', async () => {
  const page = await openBlank();
  const seen = new Set<string>();
  page.on('request', (request) => seen.add(request.url()));
  page.on('dialog', (dialog) => {
    seen.add('dialog');
    void dialog.dismiss();
  });
  for (const vector of vectors) {
    await page.setContent(vector, { waitUntil: 'commit' }).catch(() => {});
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done))).catch(() => {});
  }
  expect([...seen].filter((url) => url.startsWith(away)).length).toBeGreaterThan(15);
  expect(seen).toContain('dialog');
});

test(`loads, runs and opens nothing of ${attacks.length * 2} hostile answers, without any policy`, {
  timeout: 300_000,
}, async () => {
  const { seed } = seeded('hostile answers', attacks.length);
  const cuts = fc.sample(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }), {
    seed,
    numRuns: attacks.length,
  });
  const kinds = fc.sample(fc.constantFrom(...Object.keys(places)), { seed, numRuns: attacks.length });
  const chat = await open({ policy: false, state: state() });
  const address = chat.page.url();
  let streamed = 0;
  let placed = 0;
  for (let from = 0; from < attacks.length; from += 52) {
    const batch = attacks.slice(from, from + 52);
    const name = batch[0] ?? '';
    const named = head({
      session: {
        ...session,
        connectionLabel: name,
        title: name,
        banner: name,
        assistant: { ...session.assistant, name, poweredBy: name },
      },
      choices: [{ connectionId: name, connectionLabel: name, assistantId: name, name }],
      context: [{ id: 'c', label: name, firstLine: 1, lastLine: 1, text: name }],
    });
    const messages = batch.map(
      (attack, index) => places[kinds[from + index] ?? '']?.(attack, `m${index}`) ?? question(),
    );
    await chat.say({ type: 'state', state: state({ head: named, transcript: transcript(...messages) }) });
    // The older ones are built while the page is idle; all are to be clicked on.
    await chat.page.waitForFunction((count) => document.querySelectorAll('article').length === count, messages.length, {
      timeout: 60_000,
    });
    placed += messages.length;
    await useEverything(chat);
    await chat.say({ type: 'state', state: state({ head: named }) });
    await stream(chat, batch, cuts.slice(from));
    streamed += batch.length;
    await useEverything(chat);
    expect(chat.foreignRequests).toEqual([]);
    expect(chat.dialogs).toEqual([]);
    expect(chat.page.url()).toBe(address);
  }
  const elements =
    'img, image, script:not([type="module"]), iframe, object, embed, link:not([href^="/"]), base, svg, math, video, audio, form, input, template, article style, [style*="url"]';
  expect(await chat.page.locator(`article :is(${elements})`).count()).toBe(0);
  expect(chat.page.context().pages()).toHaveLength(1);
  expect(await chat.faults()).toEqual([]);
  expect(streamed + placed).toBe(attacks.length * 2);
  console.log(
    `hostile: ${vectors.length} attacks, each in ${waysOfEach} encodings, ${streamed} as streamed answers and ${placed} in other places: 0 requests, 0 script runs, 0 navigations`,
  );
});

/** Answers that come in pieces of these lengths, several in each frame. */
async function stream(chat: Chat, texts: readonly string[], cuts: readonly (readonly number[])[]): Promise<void> {
  const events = texts.flatMap((text, index): ThreadEvent[] => {
    const lengths = cuts[index] ?? [40];
    const deltas: string[] = [];
    for (let at = 0, turn = 0; at < text.length; turn++) {
      const length = lengths[turn % lengths.length] ?? 1;
      deltas.push(text.slice(at, at + length));
      at += length;
    }
    const ids = { questionId: `q${index}`, answerId: `a${index}` };
    return [
      { type: 'question-added', messageId: ids.questionId, text: 'x', context: [], createdAt: '2026-11-20T13:02:00Z' },
      { type: 'run-start', ...ids, createdAt: '2026-11-20T13:02:00Z' },
      ...deltas.map((delta) => ({ type: 'text-delta', delta }) as const),
      { type: 'sources-found', sources: [{ id: '1', title: text, passage: text, link: text }] },
      { type: 'run-end', outcome: { type: 'complete' }, at: '2026-11-20T13:02:30Z' },
    ];
  });
  await chat.page.evaluate(async (all) => {
    const tell = (data: unknown) => dispatchEvent(new MessageEvent('message', { data }));
    for (const [index, event] of all.entries()) {
      tell({ type: 'events', sessionId: 's1', events: [event] });
      // Has the page paint at once: a frame is waited for less often than there are paintings.
      if (index % 5 === 0) tell({ type: 'focus', target: 'input' });
      if (index % 50 === 0) await new Promise((done) => requestAnimationFrame(done));
    }
  }, events);
  await chat.painted();
}

/** Everything that a person could click or point at, in one message after another. */
async function useEverything(chat: Chat): Promise<void> {
  await chat.page.evaluate(() => {
    const composer = document.querySelector('textarea');
    for (const article of document.querySelectorAll('article')) {
      for (const target of article.querySelectorAll('a, button, [data-source], summary')) {
        target.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
        target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
        target.dispatchEvent(new MouseEvent('auxclick', { bubbles: true, cancelable: true, button: 1 }));
      }
      // What was quoted would add up, and a field that holds a thousand attacks takes long to lay out at each further one.
      if (!composer) continue;
      composer.value = '';
      composer.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
  });
  await chat.painted();
}
