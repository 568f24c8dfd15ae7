import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { head, state } from './samples.ts';

const open = useChatPage();

test('tells below the assistants of the others of a connection that could not be read', async () => {
  const { session: _, ...choosing } = head({
    obstacle: { text: 'Support: rejected the API key.', actions: [{ action: 'set-api-key', label: 'Set API Key…' }] },
  });
  const chat = await open({ state: state({ head: choosing }) });
  expect(await chat.conversation.getByRole('listitem').count()).toBe(choosing.choices.length);
  expect(await chat.conversation.textContent()).toContain('Support: rejected the API key.');
  await chat.page.getByRole('button', { name: 'Set API Key…' }).click();
  expect(await chat.posted('note-action')).toMatchObject([{ type: 'note-action', action: 'set-api-key' }]);
  expect(await chat.violations()).toEqual([]);
});
