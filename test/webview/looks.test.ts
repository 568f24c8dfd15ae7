import { expect, test } from 'vitest';
import type { ChatState } from '../../src/protocol.ts';
import { useChatPage } from './chat.ts';
import { findMisfits } from './misfits.ts';
import { answer, context, head, offering, question, session, state, transcript } from './samples.ts';
import { themes } from './themes.ts';

const open = useChatPage();
const { session: _, ...nobody } = head();
const word = 'Rechtsschutzversicherungsgesellschaftsvertragsbedingungen';
const note = {
  text: `Haufe hat den Schlüssel abgelehnt (${word}).`,
  actions: [
    { action: 'set-api-key', label: 'Schlüssel neu eingeben …' },
    { action: 'retry', label: 'Erneut versuchen' },
  ],
  until: '2100-01-01T00:00:00Z',
} as const;
const greeting = { ...session.assistant, name: word, greeting: word, examples: [`${word}?`, 'Kurz?'] };

const states: Readonly<Record<string, ChatState>> = {
  welcome: state({ head: { ...nobody, choices: [] } }),
  choices: state({ head: nobody }),
  greeting: state({
    head: head({
      session: { ...session, connectionLabel: 'Kanzlei Österreich', assistant: greeting, banner: `Demo: ${word}` },
    }),
  }),
  loading: state({ head: head({ loading: true }) }),
  obstacle: state({ head: head({ obstacle: note }) }),
  conversation: state({
    draft: `${word} ${word}`,
    head: head({
      context: [...context, { id: 'c3', label: `${word}.md`, firstLine: 1, lastLine: 20000, text: word }],
      notes: { a3: note },
    }),
    transcript: {
      ...transcript(
        question({ context }),
        answer({ author: word }),
        question({ id: 'q2', text: word, state: 'unknown' }),
        answer({
          id: 'a2',
          text: `# ${word}\n\n- ${word} [1]\n\n${`| ${word} `.repeat(4)}|\n${'|---'.repeat(4)}|\n\n> ${word}\n\n\`${word}${word}\``,
          state: 'interrupted',
        }),
        question({ id: 'q3', state: 'failed' }),
        answer({ id: 'a3', text: '', sources: [], state: 'failed' }),
      ),
      hasOlder: true,
      contextLostBefore: 'q3',
    },
  }),
  offers: state({
    head: head({
      session: offering,
      context,
      file: { name: `${word}.pdf`, size: '9,8 MB', state: 'failed', status: `${word} ${word}` },
      ratings: { a1: 'negative' },
      takesReasons: true,
    }),
    draft: 'x'.repeat(28_000),
    transcript: {
      ...transcript(
        question({ attachment: { fileId: 'f', name: `${word}.pdf` } }),
        answer({ storedId: 'm1', details: { legalAdvice: true, intent: word, toolCalls: [word, word] } }),
        question({ id: 'q2' }),
      ),
      contextLostBefore: 'q2',
    },
  }),
  answering: state({ transcript: transcript(question(), answer({ state: 'answering' })) }),
  asking: state({ transcript: transcript(question({ state: 'sending' }), answer({ text: '', state: 'asking' })) }),
  inLine: state({ transcript: transcript(question(), answer({ text: '', state: 'waiting' })) }),
  stopped: state({ transcript: transcript(question(), answer({ state: 'stopped' })) }),
  empty: state({ transcript: transcript(question(), answer({ text: '', sources: [], state: 'empty' })) }),
  queued: state({
    head: head({ queued: { text: `${word} ${word}`, isPaused: false } }),
    transcript: transcript(question(), answer({ state: 'answering' })),
    draft: word,
  }),
  held: state({
    head: head({ queued: { text: `${word} ${word}`, isPaused: true } }),
    transcript: transcript(question(), answer({ state: 'stopped' })),
  }),
  editing: state({ head: head({ editing: 'q1' }), transcript: transcript(question(), answer()), draft: word }),
};

test.each(themes)('axe finds nothing wrong in %s', async (theme) => {
  const chat = await open({ theme, policy: false });
  for (const [name, shown] of Object.entries(states)) {
    await chat.say({ type: 'state', state: shown });
    // An open passage is judged too.
    await chat.page.locator('.source, summary').evaluateAll((all) => {
      for (const source of all) (source as HTMLElement).click();
    });
    expect(await chat.violations(), name).toEqual([]);
  }
});

test.each([240, 260, 300, 700])('fits German words into %i px', async (width) => {
  const chat = await open({ language: 'de', width });
  for (const [name, shown] of Object.entries(states)) {
    await chat.say({ type: 'state', state: shown });
    expect(await chat.page.evaluate(findMisfits), name).toEqual([]);
  }
});

test.each(['en', 'de'] as const)(
  'keeps the text and the message field in sight at 400 percent, in %s',
  async (language) => {
    // A window of 1280 by 1024 pixels has this size then.
    const chat = await open({ language, width: 320, height: 256 });
    for (const [name, shown] of Object.entries(states)) {
      await chat.say({ type: 'state', state: shown });
      expect(await chat.page.evaluate(findMisfits), name).toEqual([]);
      const height = (await chat.conversation.boundingBox())?.height ?? 0;
      expect(height, name).toBeGreaterThanOrEqual(48);
      if (!(await chat.composer.isEnabled())) continue;
      // Writing goes on where the cursor is.
      await chat.composer.press('End');
      await chat.composer.press('Shift+Enter');
      const { y = 0, height: lines = 0 } = (await chat.composer.boundingBox()) ?? {};
      expect(y, name).toBeLessThan(236);
      expect(y + lines, name).toBeGreaterThan(20);
    }
  },
);

test('scrolls a wide table and a long line of code in their own boxes', async () => {
  const chat = await open({ width: 260, state: states['conversation'] as ChatState });
  for (const box of ['.table', '.code pre']) {
    const scrolls = await chat.page
      .locator(box)
      .evaluateAll((all) => all.some((node) => node.scrollWidth > node.clientWidth));
    expect(scrolls, box).toBe(true);
  }
});

test('breaks lines after 80 characters at most in a wide tab', async () => {
  const chat = await open({ width: 1400, state: states['conversation'] as ChatState });
  const characters = await chat.page
    .locator('.markdown')
    .first()
    .evaluate((node) => {
      const probe = document.createElement('span');
      probe.style.cssText = 'position:absolute;width:80ch';
      node.append(probe);
      return (80 * node.clientWidth) / probe.getBoundingClientRect().width;
    });
  expect(characters).toBeLessThanOrEqual(81);
});

test('shows the focus on everything that can be used', async () => {
  const chat = await open({ state: states['conversation'] as ChatState });
  const { page } = chat;
  const unseen: string[] = [];
  await page.locator('body').press('Tab');
  for (let index = 0; index < 60; index++) {
    const found = await page.evaluate(() => {
      const node = document.activeElement as HTMLElement;
      if (node === document.body) return 'end';
      const seen = getComputedStyle(node).outlineStyle !== 'none' || node.tagName === 'TEXTAREA';
      const visible = [node, node.parentElement as HTMLElement].every((part) => getComputedStyle(part).opacity !== '0');
      return seen && visible ? undefined : `${node.tagName}.${node.className} ${node.ariaLabel}`;
    });
    if (found === 'end') break;
    if (found) unseen.push(found);
    await page.keyboard.press('Tab');
  }
  expect(unseen).toEqual([]);
});

test('turns nothing under reduced motion', async () => {
  const chat = await open({ state: states['answering'] as ChatState });
  const turning = () =>
    chat.page
      .locator('.icon-loading')
      .first()
      .evaluate((node) => getComputedStyle(node).animationName);
  expect(await turning()).toBe('none');
  await chat.page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await turning()).toBe('turn');
});

test('shows the icons in forced colors', async () => {
  const chat = await open({ state: states['conversation'] as ChatState });
  await chat.page.emulateMedia({ forcedColors: 'active' });
  const icon = chat.page.locator('.icon-copy').first();
  const colours = await icon.evaluate((node) => [
    getComputedStyle(node).backgroundColor,
    getComputedStyle(document.documentElement).backgroundColor,
  ]);
  expect(colours[0]).not.toBe(colours[1]);
});
