import type { Composers } from '../../chat/composer/composer.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { ChatPort } from '../platform/chatPort.ts';

interface Needed {
  readonly composers: Composers;
  readonly views: Pick<ChatPort, 'tell'>;
}

/** Puts the last question back into the message field, to be changed. Nothing else happens until it is sent. */
export function editQuestion({ composers, views }: Needed, session: ChatSession, messageId: string): void {
  if (composers.of(session).beginEdit(messageId)) views.tell({ type: 'focus', target: 'input' });
}

/** Gives the change up: the message field is as it was before. */
export function cancelEdit({ composers, views }: Needed, session: ChatSession): void {
  if (composers.of(session).cancelEdit()) views.tell({ type: 'focus', target: 'input' });
}
