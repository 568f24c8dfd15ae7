import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../src/chat/model/connection.ts';
import { departureOf, type SendConsent } from '../../src/chat/session/sending.ts';
import { askElsewhere } from '../../src/host/composer/askElsewhere.ts';
import { askAgain } from '../../src/host/composer/runCommands.ts';
import { sendQuestion } from '../../src/host/composer/sendQuestion.ts';
import { isTrueAnywhere } from '../../src/host/platform/services/anyValue.ts';
import { agreesToSend } from '../../src/host/platform/services/askBeforeSending.ts';
import { passage } from './composerWindow.ts';
import { hostWindow } from './hostWindow.ts';
import { type Answer, scriptedPrompts } from './scriptedPrompts.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const kanzlei: Connection = { id: 'c', provider: 'haufe', name: 'Kanzlei A', baseUrl: 'https://api.haufe.ai/agents' };
const hr = { id: 'hr', name: 'HR' };

describe('the setting that asks before sending', () => {
  it.each([
    [undefined, false],
    [{ defaultValue: false }, false],
    [{ defaultValue: false, globalValue: true }, true],
    [{ globalValue: true, workspaceValue: false }, true],
    [{ globalValue: false, workspaceValue: true }, true],
    [{ globalValue: false, workspaceValue: false }, false],
    // Of an administrator's policy.
    [{ defaultValue: true, globalValue: false }, true],
    [{ workspaceValue: 'true' }, false],
  ])('asks where any value is on, whoever else turns it off: %j is %s', (values, isOn) => {
    expect(isTrueAnywhere(values)).toBe(isOn);
  });
});

describe('the question before a question is sent', () => {
  const ask = async (departure: Partial<Parameters<typeof agreesToSend>[1]>, answer: Answer) => {
    const { prompts, shown } = scriptedPrompts(answer);
    const opened: string[] = [];
    const show = async (_: string, text: string) => void opened.push(text);
    const providers = { connection: (id: string) => (id === 'c' ? kanzlei : undefined) };
    const agreed = await agreesToSend(
      { providers, prompts, show },
      { connectionId: 'c', assistant: hr, text: 'Which period?', ...departure },
    );
    return { agreed, shown, opened };
  };

  it('says to whom it goes and shows exactly what goes, with one button beside leaving it', async () => {
    const { agreed, shown } = await ask({ text: 'Which period?\n\n§ 622 *BGB*' }, () => 'Send');
    expect(agreed).toBe(true);
    expect(shown).toEqual([
      {
        as: 'confirm',
        text: 'Send this to HR (Kanzlei A)?',
        detail: 'This text is sent to api.haufe.ai:\n\nWhich period?\n\n§ 622 *BGB*',
        buttons: ['Send'],
      },
    ]);
  });

  it('sends nothing when it is left', async () => {
    expect((await ask({}, () => undefined)).agreed).toBe(false);
  });

  it('names the file and the details that go along, and signs that cannot be seen', async () => {
    const { shown } = await ask(
      { text: 'a\u202Eb', fileName: 'contract.pdf', assistant: { ...hr, requiredFields: ['license'] } },
      () => 'Send',
    );
    expect(shown[0]?.detail).toMatch(/a\[U\+202E\]b/);
    expect(shown[0]?.detail).toMatch(
      /“contract.pdf” is sent with it. The details that this assistant requires are sent/,
    );
  });

  it.each([
    ['Send', true],
    ['Don’t Send', false],
    [undefined, false],
  ])('opens a long text as a document first, and asks below it: %s', async (choice, isAgreed) => {
    const text = `${'word '.repeat(500)}end`;
    const { agreed, shown, opened } = await ask({ text }, ({ as }) => (as === 'confirm' ? 'Show Text' : choice));
    expect([agreed, opened]).toEqual([isAgreed, [text]]);
    expect(shown[0]?.detail).toContain('This is the beginning of 2,503 characters.');
    expect(shown[1]).toEqual({ as: 'pick', text: 'Send this to HR (Kanzlei A)?', buttons: ['Send', 'Don’t Send'] });
  });
});

describe('the chat of a person who wants to see each question', () => {
  const chat = (agrees: () => boolean) => {
    const window = hostWindow(at());
    const asked: string[] = [];
    const sendConsent: SendConsent = {
      isNeeded: true,
      agrees: async ({ text }) => {
        asked.push(text);
        return agrees();
      },
    };
    const focused: unknown[] = [];
    const views = { ...window.parts.views, focus: async (target: unknown) => void focused.push(target) };
    return { ...window, consent: asked, focused, parts: { ...window.parts, views, sendConsent } };
  };

  it('keeps what was typed and its context when the person declines', async () => {
    const { window, parts, consent, asked, told } = chat(() => false);
    await window.read(0);
    window.type('Which period?');
    window.chips.set(window.session, [passage('a')]);
    await sendQuestion(parts, window.session, 'Which period?', ['a']);
    expect(consent).toEqual(['Which period?\n\na']);
    expect([asked.length, window.field, window.chips.of(window.session).length]).toEqual([0, 'Which period?', 1]);
    expect(told.map(({ type }) => type)).toContain('send-rejected');
  });

  it('gives the focus to the message field after its dialog, and leaves it elsewhere when the question is from there', async () => {
    const { window, parts, focused } = chat(() => true);
    await window.read(0);
    const question = { text: 'Which period?', context: [] };
    expect([await askElsewhere(parts).mayAsk(window.session, question), focused]).toEqual([true, []]);
    await sendQuestion(parts, window.session, 'Which period?', []);
    expect(focused).toEqual(['input']);
  });

  it('asks each time, for a retry as well', async () => {
    const answers = [true, false, true];
    const { window, parts, consent, asked } = chat(() => answers.shift() ?? false);
    await window.read(0);
    window.runs.unshift([]);
    window.type('Which period?');
    await sendQuestion(parts, window.session, 'Which period?', []);
    const sent = asked.length;
    await askAgain(parts, window.session);
    expect([consent, asked.length]).toEqual([['Which period?', 'Which period?'], sent]);
    await askAgain(parts, window.session);
    expect(consent).toHaveLength(3);
  });
});

it('a question leaves with its recap ahead of it', () => {
  const place = { connectionId: 'c', assistant: hr };
  expect(departureOf(place, { text: ' Q ', context: [passage('a')], recap: 'R' }).text).toBe('R\n\nQ\n\na');
});

it('every file that sends asks for consent first', () => {
  const host = path.join(import.meta.dirname, '../../src/host');
  const files = readdirSync(host, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const sending = /\b(?:session|target)\.(?:send|retry)\(|provider\.askOnce\(|\bsendNow\(/;
  const asking = /\bmaySend\(|\bagreed\(parts|sendConsent\.agrees\(/;
  const sends = files.filter((name) => sending.test(readFileSync(path.join(host, name), 'utf8')));
  expect(sends.length).toBeGreaterThan(4);
  expect(sends.filter((name) => !asking.test(readFileSync(path.join(host, name), 'utf8')))).toEqual([]);
});
