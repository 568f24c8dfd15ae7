import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { PickedAssistant } from '../connections/pickAssistant.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { LoadAskPort, Question } from '../platform/services/askPort.ts';
import { refusalSentence } from '../platform/services/refusalSentence.ts';

export interface EachParts {
  readonly sessions: Pick<SessionRegistry, 'unshown' | 'hold' | 'close'>;
  readonly views: Pick<ChatPort, 'openTab'>;
  readonly loadAskPort: LoadAskPort;
  readonly prompts: Prompts;
}

/** The number of assistants that are asked at once at most: as many answers run at the same time. */
export const mostAssistants = 4;

/**
 * Asks each assistant the same question in a new conversation of its own, side by side. The person agrees for each, one
 * after the other, before the first goes out; what one refuses or fails keeps no other. Resolves when all have ended, with
 * false when none was asked.
 */
export async function askEach(
  parts: EachParts,
  assistants: readonly PickedAssistant[],
  question: Question,
): Promise<boolean> {
  const { sessions, views, prompts } = parts;
  const port = await parts.loadAskPort();
  const agreed: { readonly session: ChatSession; readonly release: () => void }[] = [];
  for (const { connectionId, assistant } of assistants.slice(0, mostAssistants)) {
    const session = sessions.unshown(connectionId, assistant);
    const hold = sessions.hold(session);
    if (await port.mayAsk(session, question)) agreed.push({ session, release: () => hold.release() });
    else {
      hold.release();
      sessions.close((each) => each === session);
    }
  }
  if (agreed.length === 0) return false;
  for (const { session } of agreed) views.openTab(session);
  const asked = agreed.map(async ({ session, release }) => {
    // Each page has a button that stops its answer.
    const ended = await port.ask(session, question, new AbortController().signal).finally(release);
    if (ended.type === 'refused') void prompts.tell('warning', refusalSentence(ended.refusal));
  });
  await Promise.all(asked);
  return true;
}
