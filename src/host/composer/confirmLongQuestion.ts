import { maximumLengthOf } from '../../chat/model/questionText.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { Prompts } from '../platform/prompts.ts';
import { language, t } from '../platform/words.ts';

/** Resolves whether the person wants a question that is longer than one message to go out as `count` of them. */
export async function agreedToParts(
  { prompts }: { readonly prompts: Prompts },
  { assistant }: ChatSession,
  count: number,
): Promise<boolean> {
  const send = t('Send as {0} Messages', count);
  const maximum = maximumLengthOf(assistant).toLocaleString(language());
  const detail = t(
    'A message can have up to {0} characters. {1} receives {2} messages, split between paragraphs or lines, and answers once. Here, they appear as one question.',
    maximum,
    assistant.name,
    count,
  );
  const message = t('Split this question into {0} messages?', count);
  return (await prompts.confirm({ severity: 'info', message, detail }, send)) === send;
}
