import { maximumQuestionLength } from '../../chat/model/questionText.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { Prompts } from '../platform/prompts.ts';
import { language, t } from '../platform/words.ts';

/** Whether the person wants a question that is longer than one message to go out as `count` of them. */
export async function agreedToParts(
  { prompts }: { readonly prompts: Prompts },
  { assistant }: ChatSession,
  count: number,
): Promise<boolean> {
  const send = t('Send as {0} Messages', count);
  const maximum = maximumQuestionLength.toLocaleString(language());
  const detail = t(
    'One message may have {0} characters. Nothing is cut: {1} gets {2} messages, split at paragraphs or lines, and answers them once. Here they are shown as one question.',
    maximum,
    assistant.name,
    count,
  );
  const message = t('Send the long question as {0} messages before one answer?', count);
  return (await prompts.confirm({ severity: 'info', message, detail }, send)) === send;
}
