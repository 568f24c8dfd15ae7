import { expect, it } from 'vitest';
import { dispatchToSession, type MessageHandlers } from '../../src/host/chat/dispatchToSession.ts';
import type { FromWebview } from '../../src/protocol.ts';
import { messages } from './pageMessages.ts';

interface Session {
  readonly id: string;
}

/** Two pages that show one conversation each, and what was carried out for which. */
function host() {
  const open: readonly Session[] = [{ id: 'one' }, { id: 'two' }];
  const done: { readonly type: string; readonly session: string | undefined }[] = [];
  const told: string[] = [];
  const handlers = Object.fromEntries(
    Object.keys(messages).map((type) => [
      type,
      (_: unknown, session: Session | undefined): void => void done.push({ type, session: session?.id }),
    ]),
  ) as MessageHandlers<Session>;
  const closed = {
    sendRefused: (id: string) => void told.push(`send-rejected ${id}`),
    loadingEnded: () => void told.push('loading ended'),
  };
  const say = (message: FromWebview) => dispatchToSession(handlers, open, message, closed);
  return { done, told, say };
}

const said = (message: FromWebview, sessionId: string): FromWebview =>
  'sessionId' in message ? { ...message, sessionId } : message;
const all = Object.values(messages).flat();

it.each(all)('carries out $type for the conversation of the page that says it, of two pages', (message) => {
  const { done, say } = host();
  for (const id of ['one', 'two', 'one']) say(said(message, id));
  const isAbout = 'sessionId' in message;
  const expected = ['one', 'two', 'one'].map((session) => ({
    type: message.type,
    session: isAbout ? session : undefined,
  }));
  expect(done).toEqual(expected);
});

it.each(all.filter((message) => 'sessionId' in message))(
  'carries out nothing for a conversation that was closed: $type',
  (message) => {
    const { done, told, say } = host();
    say(said(message, 'gone'));
    expect(done).toEqual([]);
    const answers: Partial<Record<string, string[]>> = {
      send: ['send-rejected gone'],
      'load-older': ['loading ended'],
    };
    expect(told).toEqual(answers[message.type] ?? []);
  },
);

it('says the conversation in all messages but those that are about none', () => {
  const without = all.filter((message) => !('sessionId' in message)).map(({ type }) => type);
  expect([...new Set(without)]).toEqual([
    'ready',
    'run-command',
    'draft-rests',
    'used',
    'formula-copied',
    'choose',
    'note-action',
  ]);
});
