import type { Composers } from '../../chat/composer/composer.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { Prompts } from '../platform/prompts.ts';
import { t } from '../platform/words.ts';

interface Needed {
  readonly composers: Composers;
  readonly views: ChatPort;
  readonly prompts: Prompts;
}

/** Puts the last question back into the message field, to be changed. Nothing else happens until it is sent. */
export async function editQuestion(
  { composers, views, prompts }: Needed,
  session: ChatSession,
  messageId: string,
): Promise<void> {
  const begun = await composers.of(session).beginEdit(messageId);
  if (begun === 'begun') views.tell({ type: 'focus', target: 'input' });
  if (begun === 'elsewhere') {
    void prompts.tell(
      'info',
      t('This question is being edited in another window. Send it or cancel editing there first.'),
    );
  }
}

/** Gives the change up: the message field is as it was before. */
export function cancelEdit({ composers, views }: Pick<Needed, 'composers' | 'views'>, session: ChatSession): void {
  if (composers.of(session).cancelEdit()) views.tell({ type: 'focus', target: 'input' });
}
