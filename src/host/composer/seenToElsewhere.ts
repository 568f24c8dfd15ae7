import type { Message } from '../../chat/model/model.ts';
import { lastQuestion } from '../../chat/model/transcript.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { Parts } from '../platform/services.ts';
import { t } from '../platform/words.ts';
import { tellBusyElsewhere } from './busyElsewhere.ts';

/** After this window wanted to go on with `question`: says what another one has done to it meanwhile, if it has. */
export function tellWhatHappenedElsewhere(
  { prompts }: Pick<Parts, 'prompts'>,
  session: ChatSession,
  question: Message | undefined,
): void {
  const { messages } = session.transcript;
  if (!question || session.running || session.loadError) return;
  const last = lastQuestion(session.transcript);
  if (!messages.some(({ role, text }) => role === 'user' && text === question.text)) {
    void prompts.tell(
      'info',
      t('Another window took this question back; it stands in the message field there. Nothing was sent.'),
    );
  } else if (last?.state === 'sending' || (last?.state === 'sent' && messages.at(-1) === last))
    tellBusyElsewhere({ prompts });
}
