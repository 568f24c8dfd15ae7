import type { ChatSession } from '../../chat/session/session.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Parts } from '../platform/services.ts';
import { label, t } from '../platform/words.ts';
import { threadFrom } from '../threads/threadArgument.ts';

type Needed = Pick<Parts, 'sessions' | 'prompts'>;

/** Stops the answer of the conversation that the command is about, or the one that runs; among several it asks. */
export async function stop({ sessions, prompts }: Needed, argument: unknown): Promise<void> {
  const thread = threadFrom(argument)?.thread;
  const running = sessions.open.filter((session) => session.running);
  if (thread) sessions.find(thread)?.stop();
  else if (running.length > 1) (await pickRunning(prompts, running, sessions.shown))?.stop();
  else if (running[0]) running[0].stop();
  else if (sessions.shown?.loading || sessions.shown?.loadingOlder) sessions.shown.stop();
  else void prompts.tell('info', t('No answer is on its way.'));
}

/** Which of several; the one that is shown stands first. */
async function pickRunning(
  prompts: Prompts,
  running: readonly ChatSession[],
  shown: ChatSession | undefined,
): Promise<ChatSession | undefined> {
  const sorted = [...running].sort((a, b) => Number(b === shown) - Number(a === shown));
  const items = sorted.map((session) => ({
    label: label(session.thread?.title ?? session.assistant.name),
    description: label(session.assistant.name),
    session,
  }));
  const picked = await prompts.pick(items, { placeholder: t('Which answer do you want to stop?') });
  return picked?.session;
}
