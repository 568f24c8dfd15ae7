import type { Thread } from '../../chat/model/model.ts';
import type { Parts } from '../platform/services.ts';
import { t } from '../platform/words.ts';

/** A question of an earlier window did not go out, and what is shown is another conversation: a way there. */
export async function tellLeft(
  { directory, sessions, views, prompts }: Pick<Parts, 'directory' | 'sessions' | 'views' | 'prompts'>,
  { connectionId = '', assistantId, title = '' }: Partial<Thread>,
): Promise<void> {
  const assistants = await directory.list(connectionId).catch(() => directory.known(connectionId));
  const assistant = assistants.find(({ id }) => id === assistantId);
  if (!assistant) return;
  const show = t('Show');
  const words = t('A question to {0} was left without an answer: “{1}”', assistant.name, title);
  if ((await prompts.tell('info', words, show)) !== show) return;
  sessions.start(connectionId, assistant);
  await views.focus('input');
}
