import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseFromWebview } from '../../src/host/chat/messageSchema.ts';
import {
  answerActions,
  codeActions,
  type FromWebview,
  noteActions,
  queueActions,
  slashCommands,
} from '../../src/protocol.ts';
import { seeded } from './property.ts';

type Type = FromWebview['type'];

/** Every message, in each of its forms; the last of each has all of its fields. */
const messages = {
  ready: [{ type: 'ready' }],
  send: [{ type: 'send', sessionId: 's', to: { connectionId: 'c', assistantId: 'a' }, text: 'a', contextIds: ['c'] }],
  stop: [{ type: 'stop', sessionId: 's' }],
  queued: queueActions.map((action) => ({ type: 'queued', action, sessionId: 's' })),
  'run-command': slashCommands.map((command) => ({ type: 'run-command', command })),
  'edit-question': [{ type: 'edit-question', messageId: 'm' }],
  'cancel-edit': [{ type: 'cancel-edit', sessionId: 's' }],
  regenerate: [{ type: 'regenerate', sessionId: 's' }],
  draft: [
    { type: 'draft', sessionId: 's', text: '' },
    { type: 'draft', sessionId: 's', text: 'x', basedOn: '' },
  ],
  'draft-rests': [{ type: 'draft-rests' }],
  choose: [
    { type: 'choose', connectionId: 'c', assistantId: 'a' },
    { type: 'choose', connectionId: 'c', assistantId: 'a', carry: { sessionId: 's', text: 'Q' } },
  ],
  'remove-context': [{ type: 'remove-context', id: 'c' }],
  'attach-file': [{ type: 'attach-file', sessionId: 's' }],
  'drop-uris': [{ type: 'drop-uris', sessionId: 's', uris: ['file:///a'] }],
  'drop-file': [{ type: 'drop-file', sessionId: 's', name: 'a.pdf', bytes: new ArrayBuffer(2) }],
  'remove-file': [{ type: 'remove-file', sessionId: 's' }],
  rate: (['positive', 'negative', 'none'] as const).map((rating) => ({ type: 'rate', messageId: 'm', rating })),
  'say-why': [{ type: 'say-why', messageId: 'm' }],
  recap: [{ type: 'recap', sessionId: 's' }],
  'load-older': [{ type: 'load-older', sessionId: 's' }],
  answer: answerActions.map((action) => ({ type: 'answer', action, messageId: 'm' })),
  code: codeActions.map((action) => ({ type: 'code', action, messageId: 'm', firstLine: 0, lastLine: 2 })),
  'show-source': [{ type: 'show-source', messageId: 'm', sourceId: '1' }],
  'open-source': [{ type: 'open-source', messageId: 'm', sourceId: '1' }],
  'open-link': [{ type: 'open-link', messageId: 'm', href: 'https://a.example' }],
  'note-action': [
    { type: 'note-action', action: 'retry' },
    ...noteActions.map((action) => ({ type: 'note-action', action, messageId: 'm' }) as const),
  ],
} satisfies { readonly [T in Type]: readonly Extract<FromWebview, { type: T }>[] };
const valid: readonly FromWebview[] = Object.values(messages).flat();
const types: readonly string[] = Object.keys(messages);

it('every message of the page comes through as it is', () => {
  for (const message of valid) expect(parseFromWebview(message)).toEqual(message);
});

it('anything else is nothing, and nothing throws', () => {
  const odd = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
  });
  fc.assert(
    fc.property(odd, (message) => {
      const known = parseFromWebview(message);
      // The only message without further fields.
      if (known) expect(known).toEqual({ type: 'ready' });
    }),
    seeded('messages from the page', 5000),
  );
});

it('a message with one field missing, added or of another kind is nothing, or only what is known of it', () => {
  const change = fc.tuple(
    fc.constantFrom(...valid),
    fc.oneof(
      fc.constantFrom('type', 'sessionId', 'messageId', 'text', 'href', 'firstLine', 'action', 'contextIds'),
      fc.string(),
      fc.constant('__proto__'),
    ),
    fc.anything({ withNullPrototype: true, maxDepth: 3 }),
  );
  fc.assert(
    fc.property(change, ([message, key, value]) => {
      const changed = JSON.parse(JSON.stringify(message)) as Record<string, unknown>;
      Object.defineProperty(changed, key, { value, enumerable: true, configurable: true, writable: true });
      const known = parseFromWebview(changed) as Readonly<Record<string, unknown>> | undefined;
      if (known === undefined) return;
      expect(types).toContain(known['type']);
      // The last of a type has all of its fields.
      const fields = valid.findLast(({ type }) => type === known['type']) ?? {};
      expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.keys(known)));
      expect(Object.getPrototypeOf(known)).toBe(Object.prototype);
      for (const name of ['sessionId', 'messageId', 'sourceId', 'text', 'href'] as const) {
        if (name in known) expect(known[name]).toBeTypeOf('string');
      }
    }),
    seeded('changed messages from the page', 5000),
  );
});

it('sizes and numbers have their limits', () => {
  const code = { type: 'code', action: 'copy', messageId: 'm', firstLine: 0, lastLine: 1 };
  for (const line of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e9, '1'])
    expect(parseFromWebview({ ...code, firstLine: line })).toBeUndefined();
  expect(parseFromWebview({ type: 'stop', sessionId: 'x'.repeat(301) })).toBeUndefined();
  expect(parseFromWebview({ type: 'open-link', messageId: 'm', href: 'x'.repeat(9000) })).toBeUndefined();
});
