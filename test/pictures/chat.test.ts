// `npm run screenshots`: the chat page in every theme, narrow, wide, German, and with 2,000 messages, into out/screenshots.
// They are for looking at; what a machine can judge of them stands in test/webview.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ChatState } from '../../src/protocol.ts';
import { type Chat, useChatPage } from '../webview/chat.ts';
import { answer, context, head, offering, question, session, state, transcript } from '../webview/samples.ts';
import { themes } from '../webview/themes.ts';

const open = useChatPage();
const folder = path.join(import.meta.dirname, '../../out/screenshots');
mkdirSync(folder, { recursive: true });

const demo = { ...session, demo: 'Demo: Die Antworten stammen aus einem Beispielhandbuch und der Anleitung.' };
const conversation = state({
  head: head({ context, insertTarget: 'kündigung.md' }),
  transcript: transcript(
    question({ context }),
    answer(),
    question({ id: 'q2', text: 'Und danach?' }),
    answer({ id: 'a2' }),
  ),
  draft: 'Gilt das auch für Minijobs?',
});
const failed: ChatState = state({
  head: head({
    notes: {
      a2: {
        text: 'Kanzlei A hat den API-Schlüssel abgelehnt.',
        actions: [
          { action: 'set-api-key', label: 'API-Schlüssel festlegen …' },
          { action: 'retry', label: 'Erneut versuchen' },
        ],
      },
    },
  }),
  transcript: transcript(
    question(),
    answer({ state: 'stopped', text: 'Während der Probezeit gilt eine Frist von' }),
    question({ id: 'q2', state: 'failed' }),
    answer({ id: 'a2', text: '', sources: [], state: 'failed' }),
  ),
});
const { session: _, ...nobody } = head();
const states: Readonly<Record<string, ChatState>> = {
  conversation,
  failed,
  answering: state({
    head: head({ queued: { text: 'Und was gilt nach der Probezeit im Kündigungsschutz?', isPaused: false } }),
    transcript: transcript(question(), answer({ state: 'answering', sources: [] })),
  }),
  held: state({
    head: head({ session: demo, queued: { text: 'Und was gilt nach der Probezeit?', isPaused: true } }),
    transcript: transcript(question(), answer({ state: 'stopped', sources: [] })),
  }),
  editing: state({
    head: head({ editing: 'q1' }),
    transcript: transcript(question(), answer()),
    draft: 'Welche Frist?',
  }),
  rated: state({
    head: head({
      session: offering,
      ratings: { a1: 'negative' },
      takesReasons: true,
      file: { name: 'vertrag.pdf', size: '1,2 MB', state: 'busy', status: 'Wird hochgeladen: 40 %' },
    }),
    transcript: transcript(question(), answer({ storedId: 'm1' })),
    draft: 'Steht das so im Vertrag?',
  }),
  welcome: state({ head: { ...nobody, choices: [] } }),
  choices: state({ head: nobody }),
};
const long = state({
  transcript: transcript(
    ...Array.from({ length: 2000 }, (_, index) =>
      index % 2 ? answer({ id: `m${index}` }) : question({ id: `m${index}`, text: `Frage ${index}` }),
    ),
  ),
});

async function picture(chat: Chat, name: string): Promise<void> {
  await chat.painted();
  const taken = await chat.page.screenshot({ path: path.join(folder, `${name}.png`) });
  expect(taken.length).toBeGreaterThan(2000);
}

test.each(themes)('takes pictures of every state in %s', async (theme) => {
  const chat = await open({ theme, language: 'de', height: 800 });
  for (const [name, shown] of Object.entries(states)) {
    await chat.say({ type: 'state', state: shown });
    await picture(chat, `${name}-${theme}`);
  }
  await chat.say({ type: 'state', state: conversation });
  await chat.page.keyboard.press('Control+f');
  await chat.page.keyboard.type('frist');
  await picture(chat, `search-${theme}`);
  await chat.page.keyboard.press('Escape');
  await chat.composer.fill('');
  await chat.composer.pressSequentially('/');
  await picture(chat, `commands-${theme}`);
  await chat.composer.fill('');
  await chat.composer.pressSequentially('@co');
  await picture(chat, `assistants-${theme}`);
});

test.each([240, 260, 300, 1200])('takes pictures of every state at %i px', async (width) => {
  const chat = await open({ language: 'de', width, height: 900 });
  for (const [name, shown] of Object.entries(states)) {
    await chat.say({ type: 'state', state: shown });
    await picture(chat, `${name}-${width}px`);
  }
  await chat.say({ type: 'state', state: states['rated'] ?? conversation });
  await chat.composer.press('Enter');
  await picture(chat, `file-waits-${width}px`);
  await chat.composer.fill('');
  await chat.composer.pressSequentially('/e');
  await picture(chat, `commands-${width}px`);
});

test('takes pictures in English, and of 2,000 messages', async () => {
  const chat = await open({ height: 800, state: conversation });
  await picture(chat, 'conversation-english');
  await chat.say({ type: 'state', state: long });
  await picture(chat, 'long-end');
  await expect.poll(() => chat.page.locator('article').count()).toBe(2000);
  await chat.conversation.evaluate((node) => node.scrollTo(0, node.scrollHeight / 2));
  await picture(chat, 'long-middle');
});
