// `npm run screenshots`: one picture with the states that are easily forgotten, out/screenshots/sheet.webp, for looking at.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Source } from '../../src/chat/model/model.ts';
import type { ChatHead, ChatState } from '../../src/protocol.ts';
import { openBlank, useChatPage } from '../webview/chat.ts';
import { answer, context, head, question, sources, state, transcript } from '../webview/samples.ts';
import { type Theme, themes } from '../webview/themes.ts';

const open = useChatPage();
const file = path.join(import.meta.dirname, '../../out/screenshots/sheet.webp');
mkdirSync(path.dirname(file), { recursive: true });

const session: NonNullable<ChatHead['session']> = {
  id: 's1',
  connectionId: 'office',
  connectionLabel: 'Office',
  title: 'Notice during probation',
  assistant: {
    id: 'hr',
    name: 'Haufe Copilot HR',
    poweredBy: 'Haufe',
    expectsSources: true,
    description: 'Answers questions about employment law and payroll.',
    features: ['feedback', 'files'],
  },
};
const demo: NonNullable<ChatHead['session']> = {
  ...session,
  connectionLabel: 'Demo',
  demo: 'Demo: Answers come from a sample handbook and the user guide, not from a language model.',
  assistant: {
    id: 'short',
    name: 'Demo: Short',
    description: 'Answers with the best passage, and names related ones.',
    examples: ['What notice period applies during the probationary period?', 'How do I request annual leave?'],
  },
};
const passage: Source = {
  id: '1',
  title: 'BGB',
  section: '§ 622 Abs. 3',
  link: 'https://haufe.example/622',
  passage:
    '### § 622 Abs. 3\n\nDuring an agreed **probationary period**, at most six months:\n\n- notice of two weeks\n- to any day\n\n| Period | Notice |\n|---|---|\n| Probation | 2 weeks |',
};
const asked = question({ text: 'What notice period applies during the probationary period?', context });
const text =
  'During the probationary period, notice is **two weeks** [1], to any day. The contract may provide for a longer period [2].';
const answered = answer({ text, sources: [passage, ...sources.slice(1)] });
const failing = (error: { readonly text: string; readonly until?: string }, actions: readonly [string, string][]) =>
  state({
    head: head({
      session,
      notes: {
        a1: {
          ...error,
          actions: actions.map(([action, label]) => ({ action, label })) as never,
        },
      },
    }),
    transcript: transcript(asked, answer({ text: '', sources: [], state: 'failed' })),
  });

interface Picture {
  readonly name: string;
  readonly state: ChatState;
  readonly theme?: Theme;
  readonly width?: number;
  readonly language?: 'de';
  /** Opens the passage of the first source. */
  readonly passage?: true;
}

const conversation = state({
  head: head({ session, insertTarget: 'notice.md' }),
  transcript: transcript(asked, answered),
});
const { session: _, ...nobody } = head();
const pictures: readonly Picture[] = [
  { name: 'No connection', state: state({ head: { ...nobody, choices: [] } }) },
  { name: 'Empty conversation of the demo', state: state({ head: head({ session: demo }) }) },
  {
    name: 'Waiting',
    state: state({
      head: head({ session }),
      transcript: transcript(asked, answer({ text: '', sources: [], state: 'asking' })),
      silentMilliseconds: 17_000,
    } as Partial<ChatState>),
  },
  {
    name: 'Answering',
    state: state({
      head: head({ session }),
      transcript: transcript(asked, answer({ text: text.slice(0, 60), sources: [], state: 'answering' })),
    }),
  },
  {
    name: 'Failed: the key',
    state: failing({ text: 'Office: The API key was rejected.' }, [
      ['set-api-key', 'Set API Key…'],
      ['retry', 'Retry'],
    ]),
  },
  {
    name: 'Rate-limited',
    state: failing(
      {
        text: 'Rate limit reached. You can send again at 2:07:30 PM.',
        until: new Date(Date.now() + 600_000).toISOString(),
      },
      [['retry', 'Retry']],
    ),
  },
  {
    name: 'Interrupted',
    state: state({
      head: head({
        session,
        notes: {
          a1: { text: 'The answer from Office was interrupted.', actions: [{ action: 'retry', label: 'Retry' }] },
        },
      }),
      transcript: transcript(asked, answer({ text: text.slice(0, 60), sources: [], state: 'interrupted' })),
    }),
  },
  {
    name: 'Offline',
    state: state({
      head: head({ session: { ...session, banner: 'Offline. Showing content from November 20, 2026, 1:02 PM' } }),
      transcript: transcript(asked, answered),
      draft: 'And after it?',
    }),
  },
  {
    name: 'The assistant is gone',
    state: failing({ text: 'Office: This assistant isn’t available to your organization.' }, [
      ['choose-another', 'Choose Another'],
    ]),
  },
  {
    name: 'Refused by a content filter',
    state: failing({ text: 'The service’s content filter blocked the answer. Try other words.' }, [
      ['edit-question', 'Edit Question'],
    ]),
  },
  { name: 'A passage', state: conversation, passage: true },
  {
    name: '2,000 messages, at the end',
    state: state({
      head: head({ session }),
      transcript: transcript(
        ...Array.from({ length: 2000 }, (_, index) =>
          index % 2
            ? answer({ id: `m${index}`, text, sources })
            : question({ id: `m${index}`, text: `Question ${index / 2 + 1}` }),
        ),
      ),
    }),
  },
  { name: '240 px', state: conversation, width: 240 },
  { name: 'German', state: conversation, language: 'de' },
  { name: 'German, 240 px', state: conversation, language: 'de', width: 240 },
  ...themes.map((theme): Picture => ({ name: theme, state: conversation, theme, passage: true })),
];

test('the states side by side', { timeout: 300_000 }, async () => {
  const figures: string[] = [];
  for (const { name, state: shown, theme = 'light', width = 340, language = 'en', passage: isOpen } of pictures) {
    const chat = await open({ theme, width, language, height: 560, state: shown });
    if (isOpen) await chat.page.locator('button.source').first().click();
    await chat.painted();
    const taken = (await chat.page.screenshot({ animations: 'disabled' })).toString('base64');
    figures.push(`<figure><img src="data:image/png;base64,${taken}"><figcaption>${name}</figcaption></figure>`);
    await chat.page.context().close();
  }
  // What VS Code itself paints, where the scenes of test/editor/stateSeries.mjs were taken before.
  for (const [name, title] of [
    ['restricted', 'Restricted Mode: asked once'],
    ['margin-answered', 'A conversation in the margin'],
  ]) {
    const taken = path.join(path.dirname(file), `${name}-dark.webp`);
    if (!existsSync(taken)) continue;
    const data = readFileSync(taken).toString('base64');
    figures.push(
      `<figure><img width="696" src="data:image/webp;base64,${data}"><figcaption>${title}</figcaption></figure>`,
    );
  }
  const page = await openBlank();
  await page.setViewportSize({ width: 1460, height: 800 });
  const style =
    'body{margin:8px;font:13px sans-serif;display:flex;flex-wrap:wrap;gap:16px;background:#ddd}figure{margin:0}img{display:block}';
  await page.setContent(`<style>${style}</style>${figures.join('')}`);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: 1460, height });
  const protocol = await page.context().newCDPSession(page);
  const { data } = await protocol.send('Page.captureScreenshot', { format: 'webp', quality: 50 });
  writeFileSync(file, Buffer.from(data, 'base64'));
  expect(figures.length).toBeGreaterThanOrEqual(pictures.length);
});
