import { expect, it } from 'vitest';
import { Attachments } from '../../src/chat/composer/attachments.ts';
import type { Feature, Message } from '../../src/chat/model/model.ts';
import type { ChatSession } from '../../src/chat/session/session.ts';
import { fileChip } from '../../src/host/attachments/attachmentText.ts';
import { message } from './conversation.ts';

const file = { fileId: 'f1', name: 'Vertrag.pdf' };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const session = (features: readonly Feature[], messages: readonly Message[] = []) =>
  ({ connectionId: 'c', assistant: { id: 'hr', name: 'HR', features }, transcript: { messages } }) as ChatSession;

function attachments() {
  const deleted: string[] = [];
  const port = { delete: async (id: string) => void deleted.push(id) };
  return { all: new Attachments({ of: async () => ({ files: port as never }) }, log), deleted };
}

it('attaches a file that was uploaded before without uploading it, and leaves it there when it is removed', async () => {
  const { all, deleted } = attachments();
  const conversation = session(['files']);
  all.reuse(conversation, file);
  expect(all.ready(conversation)).toEqual(file);
  const shown = all.of(conversation) ?? expect.fail('no chip');
  expect(fileChip(shown)).toMatchObject({ name: 'Vertrag.pdf', size: '', state: 'ready' });
  await all.remove(conversation);
  expect([all.ready(conversation), deleted]).toEqual([undefined, []]);
});

it('attaches no second file to a conversation, and none where none are taken', () => {
  const { all } = attachments();
  const had = session(['files'], [{ ...message('user', 'Q', 'q1'), attachment: file }]);
  expect(() => all.reuse(had, file)).toThrow('file-exists');
  expect(() => all.reuse(session([]), file)).toThrow('not-supported');
});
