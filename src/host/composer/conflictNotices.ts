import type { Message } from '../../chat/model/model.ts';
import { lastQuestion } from '../../chat/model/transcript.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { Prompts } from '../platform/prompts.ts';
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

export function tellBusyElsewhere({ prompts }: { readonly prompts: Prompts }): void {
  void prompts.tell(
    'info',
    t('Another window is waiting for an answer in this conversation. Nothing was sent from here.'),
  );
}

/** After this window wanted to go on with `question`: says what another one has done to it meanwhile, if it has. */
export function tellWhatHappenedElsewhere(
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
    tellBusyElsewhere({ prompts });
}

/** Why nothing happens: the composer holds a change of the last question, and what the person wants needs it empty of that. */
export function tellChange({ prompts }: { readonly prompts: Prompts }): void {
  void prompts.tell('info', t('You’re editing the last question. Send it or cancel editing first.'));
}
