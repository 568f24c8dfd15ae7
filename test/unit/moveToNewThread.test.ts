import { expect, it } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import { moveToNewThread, saveUnsent } from '../../src/host/composer/moveToNewThread.ts';
import { emptyPage, hostWindow } from './hostWindow.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const place = { connectionId: 'c', assistantId: 'hr' };

/** A conversation that was deleted elsewhere before this window asked `question` there. */
async function gone(question: string) {
  const host = hostWindow(at());
  await host.window.read(1);
  const failure = new ChatError('thread-gone', { processed: 'no' });
  host.runs[0] = [{ throw: failure }];
  host.vendor.failure = failure;
  await host.session.send(question, []);
  return host;
}

it('takes the question that a deleted conversation refused, and what was typed below it, into the new one', async () => {
  const { window, session, parts, next, drafts, outbox, forgotten } = await gone('Asked too late');
  window.type('Typed too late');
  await moveToNewThread(parts, session);
  expect(drafts.get(next)).toBe('Asked too late\n\nTyped too late');
  expect(await outbox.list({ ...place, threadId: 't1' })).toEqual([]);
  expect(await outbox.list(place)).toEqual([]);
  expect(forgotten.map(({ id }) => id)).toEqual(['t1']);
});

it('begins the new conversation on the page that asked for it, though another is used meanwhile', async () => {
  const { session, parts, pages } = await gone('Asked too late');
  const first = pages.activePage;
  const moving = moveToNewThread(parts, session);
  pages.activePage = emptyPage();
  await moving;
  expect(pages.activePage).toBe(first);
});

it('has what did not go out in a deleted conversation back once after a reload, whoever loads the window', async () => {
  const { window, session, parts, drafts } = await gone('Asked too late');
  window.type('Typed too late');
  await saveUnsent(parts, session);
  await drafts.saved();
  const again = hostWindow(at());
  await again.drafts.recover(again.next, () => undefined);
  expect(again.drafts.get(again.next)).toBe('Asked too late\n\nTyped too late');
});

it('moves a question that failed into the new conversation, and leaves the one before where it is', async () => {
  const host = hostWindow(at());
  await host.window.read(1);
  host.runs[0] = [{ throw: new ChatError('deployment-former', { processed: 'no' }) }];
  await host.session.send('What else?', []);
  await moveToNewThread(host.parts, host.session);
  expect(host.drafts.get(host.next)).toBe('What else?');
  expect(host.session.transcript.messages.map(({ text }) => text)).toEqual(['Q1', 'A1']);
  expect(host.forgotten).toEqual([]);
  expect(await host.outbox.list({ ...place, threadId: 't1' })).toEqual([]);
});

it('takes a change along that was begun in a conversation which is gone, here or in a window that has left', async () => {
  for (const leaves of [true, false]) {
    const folder = at(`${leaves}`);
    const before = hostWindow(folder);
    await before.window.read(1);
    before.window.type('typed');
    before.composers.of(before.session).beginEdit('q1');
    before.window.type('changed');
    await before.drafts.saved();
    const host = leaves ? hostWindow(folder) : before;
    host.vendor.failure = new ChatError('thread-gone', { processed: 'no' });
    await host.session.load();
    await moveToNewThread(host.parts, host.session);
    expect(host.drafts.get(host.next)).toBe('changed\n\ntyped');
    await host.drafts.saved();
    expect(await host.drafts.edits(host.session)).toEqual([]);
  }
});

it('has the words of a change as a draft that was going on when its conversation was found gone', async () => {
  const host = hostWindow(at());
  await host.window.read(1);
  host.composers.of(host.session).beginEdit('q1');
  host.window.type('changed');
  await saveUnsent(host.parts, host.session);
  expect(host.window.composer.text).toBe('changed');
  await host.drafts.saved();
  const again = hostWindow(at());
  expect(await again.drafts.recover(again.next, () => undefined)).toBe(true);
  expect(again.drafts.get(again.next)).toBe('changed');
});
