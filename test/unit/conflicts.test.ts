import { expect, it } from 'vitest';
import type { OutboxEntry } from '../../src/chat/ports/outbox.ts';
import { warnWithdrawnInOtherWindow } from '../../src/host/composer/conflictNotices.ts';
import { editQuestion } from '../../src/host/composer/editQuestion.ts';
import { sendOvertaken } from '../../src/host/composer/sendOvertaken.ts';
import { sendQuestion } from '../../src/host/composer/sendQuestion.ts';
import { conversation, delta, end, message, stored } from './conversation.ts';
import { hostWindow } from './hostWindow.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
/** A question that another window is at. */
const theirs: OutboxEntry = {
  ...{ id: 'theirs', connectionId: 'c', assistantId: 'hr', threadId: 't1', text: 'Theirs', context: [], after: '' },
  ...{ createdAt: '2026-01-02T03:04:05Z', partial: '', abandoned: false, own: false },
  state: 'sent',
};
const busy = 'Another window is waiting for an answer in this conversation. Nothing was sent from here.';

it('sends nothing while another window waits for an answer there, says so, and sends the same words afterwards', async () => {
  const { parts: all, shown } = hostWindow(at());
  const { session, outbox, asked } = conversation([[stored, delta('A'), end]]);
  const parts = { ...all, sessions: { open: [session] } };
  await session.load();
  outbox.entries.set('theirs', theirs);
  await sendQuestion(parts, session, 'From there', []);
  expect([asked.length, shown()]).toEqual([0, [busy]]);
  outbox.entries.delete('theirs');
  await sendQuestion(parts, session, 'From there', []);
  expect(asked.map(({ text }) => text)).toEqual(['From there']);
});

it('says where a question is that another window took back, and nothing of one that is still here', async () => {
  const { window, parts, shown } = hostWindow(at());
  await window.read(1);
  warnWithdrawnInOtherWindow(parts, window.session, message('user', 'Q1', 'q1'));
  expect(shown()).toEqual([]);
  warnWithdrawnInOtherWindow(parts, window.session, message('user', 'Whose is it?', 'q2'));
  expect(shown()).toEqual(['This question was moved back to the message field in another window. Nothing was sent.']);
});

it('does not send a draft again that another window has sent, and keeps its words', async () => {
  const { window, parts, shown, asked, told } = hostWindow(at());
  await window.read(1);
  window.type('Send me once');
  window.vendor.messages = [...window.vendor.messages, message('user', 'Send me once', 'q2')];
  await sendOvertaken(parts, window.session, 'Send me once', [], '');
  expect([asked.length, window.field]).toEqual([0, 'Send me once']);
  expect(shown()).toEqual([
    'This question was already sent in another window. Nothing was sent from here. To ask it twice, select Send again.',
  ]);
  expect(told.map(({ type }) => type)).toContain('send-rejected');
  expect(window.session.transcript.messages.at(-1)?.text).toBe('Send me once');
});

it('sends a draft that another window has only changed', async () => {
  const { window, parts, shown, asked } = hostWindow(at());
  await window.read(1);
  window.type('Send me once');
  await sendOvertaken(parts, window.session, 'Send me once', [], 'Send me once, please');
  expect([asked.map(({ text }) => text), shown()]).toEqual([['Send me once'], []]);
});

it('has two windows change a question together, and keeps the draft for both', async () => {
  const [first, second] = [hostWindow(at()), hostWindow(at())];
  for (const { window } of [first, second]) await window.read(1);
  second.window.type('Kept draft');
  await second.drafts.saved();
  for (const host of [first, second]) {
    editQuestion(host.parts, host.session, 'q1');
    host.window.type(`${host.window.field}, changed`);
    await host.drafts.saved();
  }
  expect([first.window.field, second.window.field]).toEqual(['Q1, changed', 'Q1, changed, changed']);
  first.window.focus();
  expect(first.window.field).toBe('Q1, changed, changed');
  for (const { window, composers, session } of [first, second]) {
    composers.of(session).cancelEdit();
    expect(window.field).toBe('Kept draft');
  }
});
