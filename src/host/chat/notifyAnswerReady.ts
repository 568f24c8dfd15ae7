import type { Message } from '../../chat/model/model.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { UnseenAnswers } from '../../chat/session/unseenAnswers.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { notifyWhenDone } from '../platform/settings.ts';
import { t } from '../platform/words.ts';

interface Needed {
  readonly pages: Pick<Pages, 'showAgain'>;
  readonly unseen: Pick<UnseenAnswers, 'add'>;
  readonly views: Pick<ChatPort, 'focus'>;
  readonly prompts: Pick<Prompts, 'tell'>;
}

/** The person's wish to be told, and whether the window has the focus. */
interface Attention {
  readonly wanted: ReturnType<typeof notifyWhenDone>;
  readonly isFocused: boolean;
}

/** Marks the view and, where that is wanted, says that an answer is ready which nobody sees. */
export async function notifyAnswerReady(
  { pages, unseen, views, prompts }: Needed,
  session: ChatSession,
  answer: Message | undefined,
  { wanted, isFocused }: Attention,
): Promise<void> {
  const ready = t('{0} has answered.', session.assistant.name);
  const failed = t('{0} couldn’t answer.', session.assistant.name);
  const text = answer?.state === 'complete' ? ready : failed;
  unseen.add(session);
  if (wanted === 'off' || (wanted === 'windowNotFocused' && isFocused)) return;
  const open = t('Open Answer');
  const choice = await prompts.tell('info', text, open);
  if (choice !== open) return;
  pages.showAgain(session);
  await views.focus('last-answer');
}
