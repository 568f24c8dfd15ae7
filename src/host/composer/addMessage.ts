import { lastQuestion } from '../../chat/model/transcript.ts';
import type { Pages } from '../../chat/session/pages.ts';
import { t } from '../platform/words.ts';
import { deliver, type SendingParts } from './sendQuestion.ts';

/**
 * Adds what stands in the message field to the conversation, and asks for no answer: facts that the next question rests
 * on. Retry asks about it after all.
 */
export async function addMessage(parts: SendingParts & { readonly pages: Pages }): Promise<void> {
  const { composers, pages, prompts } = parts;
  const session = pages.active;
  if (!session) return void prompts.tell('info', t('Open a conversation first.'));
  if (!session.assistant.features?.includes('add-message'))
    return void prompts.tell('info', t('{0} answers every message.', session.assistant.name));
  const composer = composers.of(session);
  const { text, context } = composer;
  if (text.trim() === '' && context.length === 0)
    return void prompts.tell('info', t('There’s no message in the message field.'));
  await deliver(
    parts,
    session,
    { text, context, isOnlyAdded: true },
    {
      onSending: () => composer.take(),
      onPersisted: () => composer.persisted(text, lastQuestion(session.transcript)?.id ?? ''),
    },
  );
}
