import type { Message } from '../model/model.ts';
import { composeQuestion } from '../model/questionText.ts';
import type { Outcome } from '../model/transcript.ts';
import { partsOf } from '../outbox/outgoingQuestion.ts';
import { type NextQuestion, type Refusal, refusal } from './sending.ts';
import type { ChatSession } from './session.ts';

/** What became of a question. */
export type Asked =
  | { readonly type: 'refused'; readonly refusal: Refusal }
  /** `answers`: what came of the run; several where the service answers in steps. */
  | {
      readonly type: 'ended';
      readonly outcome: Outcome;
      readonly question: Message;
      readonly answers: readonly Message[];
    };

/** What the window knows of the conversation beside itself. */
export interface DirectState {
  readonly open: boolean;
  /** Its last question is being changed in the message field. */
  readonly editing: boolean;
}

/**
 * Asks in `session` from elsewhere than its message field, of which nothing goes along: through the one gate of sending,
 * which asks nobody. A question in parts needs consent that only the chat asks for: it is too long here. The signal stops
 * the answer. Resolves when the run has ended, and never rejects.
 */
export async function askDirectly(
  session: ChatSession,
  question: Omit<NextQuestion, 'recap'>,
  state: () => DirectState,
  signal: AbortSignal,
): Promise<Asked> {
  // First, since the rest may change meanwhile.
  const busyElsewhere = await session.isBusyElsewhere();
  const { assistant, running, loading } = session;
  const refused = refusal({ ...state(), assistant, running, loading, busyElsewhere, fileWaiting: false }, question);
  if (refused) return { type: 'refused', refusal: refused };
  if (partsOf(assistant, composeQuestion(question.text, question.context)).length > 1)
    return { type: 'refused', refusal: 'message-too-long' };
  if (signal.aborted) return { type: 'refused', refusal: 'closed' };
  let outcome: Outcome = { type: 'stopped', stored: 'no' };
  const listening = session.onEvent((event) => {
    if (event.type === 'run-end') outcome = event.outcome;
  });
  const stop = () => session.stop();
  signal.addEventListener('abort', stop, { once: true });
  const messageId = crypto.randomUUID();
  try {
    if (!(await session.send(question.text, question.context, { messageId })))
      return { type: 'refused', refusal: 'running' };
  } finally {
    listening.dispose();
    signal.removeEventListener('abort', stop);
  }
  const { messages } = session.transcript;
  const at = messages.findIndex(({ id }) => id === messageId);
  const asked = messages[at];
  if (!asked) return { type: 'refused', refusal: 'closed' };
  const answers = messages.slice(at + 1).filter(({ role }) => role === 'assistant');
  return { type: 'ended', outcome, question: asked, answers };
}
