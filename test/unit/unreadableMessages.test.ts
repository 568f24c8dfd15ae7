import { describe, expect, it } from 'vitest';
import { ChatSession } from '../../src/chat/session/session.ts';
import { WebviewConnection } from '../../src/host/chat/webviewConnection.ts';
import type { ChatHead, FromWebview, ToWebview } from '../../src/protocol.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A page that shows a conversation, from the host's side. */
function page() {
  const session = new ChatSession({
    connectionId: 'c',
    assistant: { id: 'hr', name: 'HR' },
    provider: () => {
      throw new Error('not asked');
    },
    log,
  });
  const said: ToWebview[] = [];
  const refused: FromWebview['type'][] = [];
  const received: FromWebview[] = [];
  let post = (_: unknown): void => undefined;
  const binding = new WebviewConnection({
    webview: {
      onDidReceiveMessage: (listener: typeof post) => {
        post = listener;
        return { dispose: () => undefined };
      },
      postMessage: async (message: ToWebview) => said.push(message) > 0,
    },
    visible: () => true,
    head: () => ({ choices: [], context: [], sendKey: 'enter', notes: {}, loading: false }) satisfies ChatHead,
    shown: () => session,
    onShown: () => ({ dispose: () => undefined }),
    draft: () => '',
    silentMilliseconds: () => 0,
    receive: (message) => received.push(message),
    refused: (type) => refused.push(type),
    log,
  });
  post({ type: 'ready' });
  said.length = 0;
  received.length = 0;
  return { session, binding, said, refused, received, post: (message: unknown) => post(message) };
}

const tooLong = 'x'.repeat(4_000_001);

/** Each message that says something, as it cannot be read: too long, too many, or of another shape. */
const unreadable: Readonly<
  Record<Exclude<FromWebview['type'], 'ready' | 'draft-rests' | 'used' | 'formula-copied'>, readonly object[]>
> = {
  send: [
    { sessionId: 's', text: tooLong, contextIds: [] },
    { sessionId: 's', text: 'a', contextIds: Array.from({ length: 101 }, (_, index) => `c${index}`) },
    { text: 'a' },
  ],
  stop: [{}],
  queued: [{ action: 'burn', sessionId: 's' }],
  'run-command': [{ command: 'format' }],
  'delete-question': [{ sessionId: 's' }, { sessionId: 's', messageId: '' }],
  'edit-question': [{ sessionId: 's', messageId: 'm'.repeat(301) }],
  'cancel-edit': [{}],
  regenerate: [{}],
  draft: [{ sessionId: 's', text: tooLong }],
  choose: [{ connectionId: 'c', assistantId: 'a', carry: { sessionId: 's', text: tooLong } }],
  'remove-context': [{ sessionId: 's' }],
  'attach-file': [{}],
  'drop-uris': [{ sessionId: 's', uris: Array.from({ length: 101 }, () => 'file:///a') }],
  'drop-file': [{ sessionId: 's', name: 'n'.repeat(301), bytes: new ArrayBuffer(0) }],
  'drop-refused': [{ sessionId: 's', reason: 'ugly' }],
  'remove-file': [{}],
  rate: [{ sessionId: 's', messageId: 'm', rating: 'superb' }],
  'say-why': [{ sessionId: 's' }],
  recap: [{}],
  'load-older': [{}],
  answer: [{ sessionId: 's', action: 'frame', messageId: 'm' }],
  code: [{ sessionId: 's', action: 'copy', messageId: 'm', firstLine: -1, lastLine: 0 }],
  'selected-part': [{ sessionId: 's', messageId: 'm' }],
  'show-source': [{ sessionId: 's', messageId: 'm' }],
  'open-source': [{ sessionId: 's', messageId: 'm' }],
  'open-link': [{ sessionId: 's', messageId: 'm', href: 'x'.repeat(9_000) }],
  'note-action': [{ sessionId: 's', action: 'explode' }],
};

describe('a message of the page that cannot be read', () => {
  it.each(Object.entries(unreadable))(
    'a message of the page that cannot be read is answered, and its page waits for nothing: %s',
    (type, shapes) => {
      for (const shape of shapes) {
        const { session, binding, said, refused, received, post } = page();
        post({ type, ...shape });
        expect(received).toEqual([]);
        if (type === 'send') expect(said).toContainEqual({ type: 'send-rejected', sessionId: session.id });
        // What is pressed and shown as such is painted anew.
        else if (type !== 'draft') expect(said.map((message) => message.type)).toContain('head');
        // At every key, a sentence would be in the way.
        expect(refused).toEqual(type === 'draft' ? [] : [type]);
        binding.dispose();
      }
    },
  );

  it.each([null, 7, 'send', [], {}, { type: 7 }, { type: '__proto__' }, { type: 'toString' }])(
    'a message of the page that cannot be read is dropped where it is none at all: %j',
    (message) => {
      const { binding, received, refused, post } = page();
      post(message);
      expect(received).toEqual([]);
      expect(refused).toEqual([]);
      binding.dispose();
    },
  );

  it('a message of the page that cannot be read counts as a draft that was heard, so that later ones of another window are not taken for older', () => {
    const { binding, said, post, session } = page();
    post({ type: 'draft', sessionId: session.id, text: tooLong });
    binding.tellDraft(session.id, 'from elsewhere');
    expect(said).toContainEqual({
      type: 'external-draft',
      sessionId: session.id,
      text: 'from elsewhere',
      seenRevision: 1,
    });
    binding.dispose();
  });
});
