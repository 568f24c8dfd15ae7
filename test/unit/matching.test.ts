import { expect, it } from 'vitest';
import type { Message } from '../../src/chat/model/model.ts';
import { isAskedMeanwhile, questionIds } from '../../src/chat/outbox/matching.ts';

const question = (id: string, text: string, changes: Partial<Message> = {}): Message => ({
  id,
  role: 'user',
  text,
  sources: [],
  context: [],
  state: 'sent',
  ...changes,
});
const passage = { id: 'p', label: 'a.md', firstLine: 1, lastLine: 2, text: 'Passage' };

it('a question is known to have been asked meanwhile by its words, with the passages that a vendor gives back among them', () => {
  const known = questionIds([question('1', 'go on')]);
  const asked = { text: 'Q', context: [passage] };
  expect(isAskedMeanwhile(known, [question('1', 'go on')], asked)).toBe(false);
  expect(isAskedMeanwhile(known, [question('1', 'go on'), question('2', 'Q\n\nPassage')], asked)).toBe(true);
  expect(isAskedMeanwhile(known, [question('2', 'Q', { context: [passage] })], asked)).toBe(true);
  expect(isAskedMeanwhile(known, [question('2', 'Q')], asked)).toBe(false);
  expect(isAskedMeanwhile(known, [question('2', 'Q\n\nPassage', { role: 'assistant' })], asked)).toBe(false);
});

it('a question in the same words that was asked before is not taken for one asked meanwhile, whichever id it is read with', () => {
  const known = questionIds([question('local', 'go on', { storedId: 'v1' }), question('v0', 'go on')]);
  const asked = { text: 'go on', context: [] };
  expect(isAskedMeanwhile(known, [question('v1', 'go on'), question('x', 'go on', { storedId: 'v0' })], asked)).toBe(
    false,
  );
  expect(isAskedMeanwhile(known, [question('v1', 'go on'), question('v2', ' go on ')], asked)).toBe(true);
});
