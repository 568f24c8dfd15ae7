import { afterEach, expect, it, vi } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import { inBackground } from '../../src/host/platform/background.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';

/** What goes on by itself, where its failures are said and logged. */
function background() {
  const lines: string[] = [];
  const line = (text: string) => void lines.push(text);
  const log = { debug: line, info: line, warn: line, error: line };
  const { prompts, shown } = scriptedPrompts();
  return { parts: { log, prompts }, lines, shown };
}

const sentences = '../../src/host/platform/errorText.ts';
const failure = new ChatError('message-too-long', { processed: 'no' });

afterEach(() => {
  vi.doUnmock(sentences);
  vi.resetModules();
});

it('says what failed in the background, logs it, and leaves no rejection behind', async () => {
  const { parts, lines, shown } = background();
  const rejected = vi.fn();
  process.on('unhandledRejection', rejected);
  try {
    inBackground(parts, 'Search', Promise.reject(failure));
    await vi.waitFor(() => expect(shown).toMatchObject([{ as: 'tell', text: expect.stringContaining('longer') }]));
    expect(lines).toEqual([expect.stringContaining('Search: message-too-long')]);
    expect(rejected).not.toHaveBeenCalled();
  } finally {
    process.off('unhandledRejection', rejected);
  }
});

it('says that something failed though its sentence cannot be read', async () => {
  vi.doMock(sentences, () => {
    throw new Error('the extension was updated meanwhile');
  });
  const { parts, shown } = background();
  inBackground(parts, 'Search', Promise.reject(failure));
  await vi.waitFor(() => expect(shown).toMatchObject([{ text: expect.stringContaining('went wrong') }]));
});
