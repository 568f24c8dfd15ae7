import { expect, it } from 'vitest';
import type { Message } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { copyRequest } from '../../src/host/support/copyRequest.ts';
import { message } from './conversation.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';

const request = {
  method: 'POST',
  url: 'https://api.haufe.ai/agents/v1/threads/t1/messages',
  headers: { 'api-key': '<API_KEY>' },
} as const;

/** Copies in a window that shows these messages, or no conversation at all. */
async function copy(messages: readonly Message[] | undefined, describe?: Provider['describe']) {
  const { prompts, shown } = scriptedPrompts();
  const session = {
    connectionId: 'c',
    assistant: { id: 'hr', name: 'HR' },
    thread: undefined,
    transcript: { messages },
  };
  const copied: string[] = [];
  const pages = { active: messages && session };
  const providers = { of: async () => ({ ...(describe && { describe }) }) };
  await copyRequest({ pages, providers, prompts } as never, async (text) => void copied.push(text));
  return { copied, said: shown.map(({ text }) => text) };
}

const question = message('user', 'Welche Frist gilt?', 'q1');

it('copies the requests of the last question, without the key', async () => {
  const asked: unknown[] = [];
  const describe: Provider['describe'] = async (assistantId, _, parts) => {
    asked.push([assistantId, parts]);
    return [{ ...request, body: { role: 'user', content: parts[0] } }];
  };
  const { copied, said } = await copy(
    [message('user', 'Zuerst?', 'q0'), message('assistant', 'A', 'a0'), question],
    describe,
  );
  expect(asked).toEqual([['hr', ['Welche Frist gilt?']]]);
  expect(copied).toEqual([
    `curl -X POST '${request.url}' \\\n  -H 'api-key: <API_KEY>' \\\n  -d '{"role":"user","content":"Welche Frist gilt?"}'`,
  ]);
  expect(said).toEqual(['Request copied without the API key']);
});

it.each([
  ['no conversation is shown', undefined, 'There’s no question to copy.'],
  ['nothing was asked', [], 'There’s no question to copy.'],
  ['the service sends nothing that could be copied', [question], 'HR sends no requests that could be copied.'],
])('copies nothing and says why where %s', async (_, messages, sentence) => {
  expect(await copy(messages)).toEqual({ copied: [], said: [sentence] });
});
