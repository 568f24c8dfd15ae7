import type { ChatSession } from '../../chat/session/session.ts';
import type { Parts } from '../platform/services.ts';
import { t } from '../platform/words.ts';

/**
 * Whether another window waits for an answer in the conversation of `session`: then what it has asked is shown. What has
 * come of a question of another window is read before anything is sent.
 */
export async function isBusyElsewhere(session: ChatSession): Promise<boolean> {
  const last = session.transcript.messages.at(-1);
  const isBusy = await session.isBusyElsewhere();
  const awaits = last?.role === 'user' && (last.state === 'sending' || last.state === 'sent');
  if (isBusy || awaits) await session.refresh();
  return isBusy;
}

export function tellBusyElsewhere({ prompts }: Pick<Parts, 'prompts'>): void {
  void prompts.tell('info', t('Another window waits for an answer in this conversation. Nothing was sent from here.'));
}
