import { expect, it } from 'vitest';
import { AssistantDirectory } from '../../src/chat/catalog/assistantDirectory.ts';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Assistant, Thread } from '../../src/chat/model/model.ts';
import { assistantName, headOf } from '../../src/host/export/exportHead.ts';
import { silentLog, stubProviders } from './stubs.ts';

const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't', title: 'Notice period' };
const hr: Assistant = { id: 'hr', name: 'HR' };
const closed = { find: () => undefined };

/** A connection whose list is read as `list` gives it. */
function connected(list: () => Promise<readonly Assistant[]>) {
  let asked = 0;
  const providers = stubProviders({ listAssistants: () => list().finally(() => void asked++) });
  return { providers, directory: new AssistantDirectory(providers, undefined, silentLog), asked: () => asked };
}

it('exports the conversation of an assistant that was withdrawn, under the name that the open conversation has', () => {
  const { directory, providers, asked } = connected(async () => []);
  const name = assistantName({ directory, sessions: { find: () => ({ assistant: hr }) } }, thread, undefined);
  expect(headOf({ providers }, thread, name)).toMatchObject({
    title: 'Notice period',
    assistant: 'HR',
    isMadeUp: false,
  });
  expect(asked()).toBe(0);
});

it('exports a conversation whose list of assistants cannot be read, by the row of the list or by its id', async () => {
  const { directory, providers } = connected(async () => {
    throw new ChatError('unavailable');
  });
  await directory.list('c').catch(() => undefined);
  expect(assistantName({ directory, sessions: closed }, thread, { assistant: hr })).toBe('HR');
  const unknown = assistantName({ directory, sessions: closed }, thread, undefined);
  expect(headOf({ providers }, thread, unknown)).toMatchObject({ assistant: 'hr', connection: 'Office' });
});

it('exports a closed conversation under the name that the list of assistants gave it', async () => {
  const { directory } = connected(async () => [hr]);
  await directory.list('c');
  expect(assistantName({ directory, sessions: closed }, thread, undefined)).toBe('HR');
});
