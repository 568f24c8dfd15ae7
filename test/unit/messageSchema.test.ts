import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseFromWebview } from '../../src/host/chat/messageSchema.ts';
import type { FromWebview } from '../../src/protocol.ts';
import { amount } from '../amount.ts';
import { messages } from './pageMessages.ts';
import { seeded } from './property.ts';

const valid: readonly FromWebview[] = Object.values(messages).flat();
const types: readonly string[] = Object.keys(messages);

it('takes every message of the page as it is', () => {
  for (const message of valid) expect(parseFromWebview(message)).toEqual(message);
});

it('takes anything else for no message, and never throws', () => {
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
    seeded('messages from the page', amount(5000, 1000)),
  );
});

it('takes of a message with one field missing, added or of another kind nothing, or only what is known of it', () => {
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
    seeded('changed messages from the page', amount(5000, 1000)),
  );
});

it('holds the sizes and numbers of a message to their limits', () => {
  const code = { type: 'code', sessionId: 's', action: 'copy', messageId: 'm', firstLine: 0, lastLine: 1 };
  for (const line of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e9, '1'])
    expect(parseFromWebview({ ...code, firstLine: line })).toBeUndefined();
  expect(parseFromWebview({ type: 'stop', sessionId: 'x'.repeat(301) })).toBeUndefined();
  expect(
    parseFromWebview({ type: 'open-link', sessionId: 's', messageId: 'm', href: 'x'.repeat(9000) }),
  ).toBeUndefined();
});
