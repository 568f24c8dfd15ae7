import type { ErrorCode } from '../../../chat/model/errorData.ts';
import type { Refusal } from '../../../chat/session/sending.ts';
import { errorSentence } from '../errorText.ts';
import { type Sentence, t } from '../words.ts';

const ofConversations: Readonly<Partial<Record<Refusal, () => Sentence>>> = {
  declined: () => t('You chose not to send it. Nothing was sent.'),
  closed: () => t('The conversation was closed. Nothing was sent.'),
  running: () =>
    t('An answer is in progress in this conversation. Send your question when it’s complete. Nothing was sent.'),
  loading: () => t('The conversation is still loading. Send your question in a moment. Nothing was sent.'),
  editing: () => t('The last question of this conversation is being edited in the Assistant Chat. Nothing was sent.'),
  fileWaiting: () => t('Sending waits until the file is ready or removed.'),
  busyElsewhere: () => errorSentence({ code: 'busy-elsewhere' }),
};

/** Returns why nothing was sent, where the person does not look at this extension's chat. */
export function refusalSentence(refused: Refusal): Sentence {
  const own = ofConversations[refused];
  return own ? own() : errorSentence({ code: refused as ErrorCode });
}
