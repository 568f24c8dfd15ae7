import type { AssistantDirectory } from '../../../chat/catalog/assistantDirectory.ts';
import type { Assistant, Thread } from '../../../chat/model/model.ts';
import type { ChatPort } from '../../platform/chatPort.ts';
import type { Prompts } from '../../platform/prompts.ts';
import { t } from '../../platform/words.ts';

/** A question of an earlier window did not go out, and what is shown is another conversation: a way there. */
export async function notifyAbandonedQuestion(
  {
    directory,
    pages,
    views,
    prompts,
  }: {
    readonly directory: Pick<AssistantDirectory, 'list' | 'known'>;
    readonly pages: { start(connectionId: string, assistant: Assistant): void };
    readonly views: Pick<ChatPort, 'focus'>;
    readonly prompts: Prompts;
  },
  { connectionId = '', assistantId, title = '' }: Partial<Thread>,
): Promise<void> {
  const assistants = await directory.list(connectionId).catch(() => directory.known(connectionId));
  const assistant = assistants.find(({ id }) => id === assistantId);
  if (!assistant) return;
  const show = t('Show');
  const words = t('Your question to {0} wasn’t answered: “{1}”', assistant.name, title);
  if ((await prompts.tell('info', words, show)) !== show) return;
  pages.start(connectionId, assistant);
  await views.focus('input');
}
