import type { Message } from '../../chat/model/model.ts';
import { lastQuestion } from '../../chat/model/transcript.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { Prompts } from '../platform/prompts.ts';
import { t } from '../platform/words.ts';

/**
 * Resolves whether another window waits for an answer in the conversation of `session`: then what it has asked is shown. What has
 * come of a question of another window is read before anything is sent.
 */
export async function isBusyElsewhere(session: ChatSession): Promise<boolean> {
  const last = session.transcript.messages.at(-1);
  const isBusy = await session.isBusyElsewhere();
  const awaits = last?.role === 'user' && (last.state === 'sending' || last.state === 'sent');
  if (isBusy || awaits) await session.refresh();
  return isBusy;
}

/** Explains that nothing was sent, since another window waits for an answer in the conversation. */
export function warnBusyInOtherWindow({ prompts }: { readonly prompts: Prompts }): void {
  void prompts.tell(
    'info',
    t('Another window is waiting for an answer in this conversation. Nothing was sent from here.'),
  );
}

/** Explains that another window has sent or withdrawn `question` meanwhile, if it has. */
export function warnWithdrawnInOtherWindow(
  { prompts }: { readonly prompts: Prompts },
  session: ChatSession,
  question: Message | undefined,
): void {
  const { messages } = session.transcript;
  if (!question || session.running || session.loadError) return;
  const last = lastQuestion(session.transcript);
  if (!messages.some(({ role, text }) => role === 'user' && text === question.text)) {
    void prompts.tell(
      'info',
      t('This question was moved back to the message field in another window. Nothing was sent.'),
    );
  } else if (last?.state === 'sending' || (last?.state === 'sent' && messages.at(-1) === last))
    warnBusyInOtherWindow({ prompts });
}

/** Explains that the command is unavailable while a question is being edited. */
export function warnEditInProgress({ prompts }: { readonly prompts: Prompts }): void {
  void prompts.tell('info', t('You’re editing the last question. Send it or cancel editing first.'));
}
