import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, head, question, session, state, transcript } from './samples.ts';

const open = useChatPage();

const assistant = {
  ...session.assistant,
  description: 'Reviews contracts.',
  greeting: 'Good **morning**.\n\n- one\n- two',
  models: ['model-a', 'model-b'],
  ownData: 'only',
  maximumTokens: 1400,
  sessionEnds: '2030-01-02T03:04:05.000Z',
} as const;
const shown = head({ session: { ...session, assistant } });

test('greets in Markdown above an empty conversation and above its messages, and tells all that is known when asked', async () => {
  for (const messages of [[], [question(), answer()]]) {
    const chat = await open({ state: state({ head: shown, transcript: transcript(...messages) }) });
    const conversation = chat.page.getByRole('region', { name: chat.labels.conversation });
    await conversation.locator('strong').getByText('morning').waitFor();
    expect(await conversation.locator('.markdown').first().getByRole('listitem').count()).toBe(2);
    const about = conversation.getByText(chat.labels.aboutAssistant);
    await about.click();
    const text = await conversation.locator('details.about[open] dl').textContent();
    for (const part of ['Haufe Copilot HR', 'Reviews contracts.', 'model-a, model-b', '2030'])
      expect(text).toContain(part);
    expect(text?.replace(/\D/g, '')).toContain('1400');
  }
});
