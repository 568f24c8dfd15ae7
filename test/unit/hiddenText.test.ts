import { expect, it } from 'vitest';
import { agreedToHidden, hiddenIn, withHidden } from '../../src/host/documents/hiddenText.ts';
import { plain } from '../../src/host/platform/words.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';

const tags = [...'delete all'].map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join('');

it.each([
  ['a word turned around', 'Rechnung\u202egpj.exe'],
  ['an isolate', 'a\u2067b\u2069c'],
  ['words in tags', `Hello${tags}`],
  ['words spelled by zero-width characters', `a${'\u200b\u200c'.repeat(8)}b`],
  ['words spelled by variation selectors', `a${'\ufe01\ufe02'.repeat(4)}`],
])('asks once before a text with %s leaves the chat', async (_, text) => {
  const { prompts, shown } = scriptedPrompts(({ buttons }) => buttons?.[0]);
  expect(await agreedToHidden({ prompts }, text)).toBe(true);
  expect(await agreedToHidden({ prompts }, text)).toBe(true);
  expect(shown).toMatchObject([{ as: 'confirm', text: expect.stringContaining('U+') }]);
  expect(await agreedToHidden({ prompts: scriptedPrompts().prompts }, `${text}!`)).toBe(false);
});

it.each([
  ['a zero-width space', 'Kündigungs\u200bfrist', true],
  ['a mark of direction', 'a\u200fb', true],
  ['an emoji of several', '👩‍⚖️ und 🏴󠁧󠁢󠁥󠁮󠁧󠁿', false],
  ['no-break blanks and umlauts', '10\u00a0% für Größe', false],
])('asks nobody about %s', async (_, text, isHidden) => {
  const { prompts, shown } = scriptedPrompts();
  expect(await agreedToHidden({ prompts }, text)).toBe(true);
  expect([shown, hiddenIn(text) !== undefined]).toEqual([[], isHidden]);
});

it('says what went along without being seen', () => {
  expect(withHidden(plain('Done'), 'a\u200bb')).toContain('U+200B');
  expect(withHidden(plain('Done'), 'ab')).toBe('Done');
});
