import type { ChatSession } from '../chat/session.ts';
import type { RetryOptions } from '../chat/sessionOptions.ts';
import { lastQuestion } from '../chat/transcript.ts';
import type { Parts } from './parts.ts';
import { t } from './platform/words.ts';
import { tellWhatHappenedElsewhere } from './seenToElsewhere.ts';
import { tellChange } from './tellChange.ts';

export async function retry(parts: Pick<Parts, 'sessions' | 'edits' | 'prompts'>): Promise<void> {
  const { sessions, edits, prompts } = parts;
  if (edits.of(sessions.shown)) return tellChange(parts);
  const answered = sessions.shown && (await askAgain(parts, sessions.shown));
  if (!answered) void prompts.tell('info', t('There is no question to ask again.'));
}

/** Whether there was a question to ask again. */
export async function askAgain(
  parts: Pick<Parts, 'prompts'>,
  session: ChatSession,
  how: RetryOptions = {},
): Promise<boolean> {
  const question = lastQuestion(session.transcript);
  const answered = await session.retry(how);
  tellWhatHappenedElsewhere(parts, session, question);
  return answered;
}
