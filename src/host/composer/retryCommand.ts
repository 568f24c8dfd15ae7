import { lastQuestion } from '../../chat/model/transcript.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { RetryOptions } from '../../chat/session/sessionOptions.ts';
import type { Parts } from '../platform/services.ts';
import { t } from '../platform/words.ts';
import { tellWhatHappenedElsewhere } from './seenToElsewhere.ts';
import { hasDetails } from './sendQuestion.ts';
import { tellChange } from './tellChange.ts';

type Needed = Pick<Parts, 'edits' | 'providers' | 'details' | 'prompts'>;

export async function retry(parts: Needed & Pick<Parts, 'sessions'>): Promise<void> {
  const { shown } = parts.sessions;
  const answered = shown && (await askAgain(parts, shown));
  if (!answered) void parts.prompts.tell('info', t('There is no question to ask again.'));
}

/**
 * Whether there was a question to ask again. It is one that has passed the gate before, with its file and its parts; what
 * another window is at, the session looks up itself.
 */
export async function askAgain(parts: Needed, session: ChatSession, how: RetryOptions = {}): Promise<boolean> {
  const question = lastQuestion(session.transcript);
  if (!question) return false;
  if (!parts.edits.of(session) && !(await hasDetails(parts, session))) return true;
  if (parts.edits.of(session)) {
    tellChange(parts);
    return true;
  }
  const answered = await session.retry(how);
  tellWhatHappenedElsewhere(parts, session, question);
  return answered;
}
