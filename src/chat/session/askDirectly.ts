import type { Message } from '../model/model.ts';
import { composeQuestion } from '../model/questionText.ts';
import type { Outcome } from '../model/transcript.ts';
import { partsOf } from '../outbox/outgoingQuestion.ts';
import { departureOf, type NextQuestion, type Refusal, refusal, type SendConsent } from './sending.ts';
import type { ChatSession } from './session.ts';
import type { SendOptions } from './sessionOptions.ts';

/** The result of asking. */
export type Asked =
  | { readonly type: 'refused'; readonly refusal: Refusal }
  /** `answers`: what came of the run; several where the service answers in steps. */
  | {
      readonly type: 'ended';
      readonly outcome: Outcome;
      readonly question: Message;
      readonly answers: readonly Message[];
    };

type DirectQuestion = Omit<NextQuestion, 'recap'> & Pick<SendOptions, 'attachment'>;

/** The window's part of the state of a conversation. */
interface DirectState {
  readonly open: boolean;
  /** Its last question is being changed in the message field. */
  readonly editing: boolean;
}

interface Gate {
  readonly state: () => DirectState;
  /** `given`: the person has agreed to it already, also to as many messages as it takes. */
  readonly sendConsent: SendConsent | 'given';
  /** Nothing holds it up any more: it goes out when this resolves. */
  readonly onSending?: () => Promise<void>;
}

/**
 * Asks in `session` from elsewhere than its message field, of which nothing goes along: through the one gate of sending,
 * and with the consent that each question needs. A question in parts needs one that only the chat asks for: it is too long
 * here. The signal stops the answer. Resolves when the run has ended, and never rejects.
 */
export async function askDirectly(
  session: ChatSession,
  question: DirectQuestion,
  gate: Gate,
  signal: AbortSignal,
): Promise<Asked> {
  const refused = (await obstacle(session, question, gate)) ?? (await declined(session, question, gate, signal));
  if (refused) return { type: 'refused', refusal: refused };
  // While the person was asked the conversation may have gone on.
  const changed =
    gate.sendConsent !== 'given' && gate.sendConsent.isNeeded ? await obstacle(session, question, gate) : undefined;
  if (changed) return { type: 'refused', refusal: changed };
  if (!signal.aborted) await gate.onSending?.();
  if (signal.aborted) return { type: 'refused', refusal: 'declined' };
  let outcome: Outcome = { type: 'stopped', stored: 'no' };
  const listening = session.onEvent((event) => {
    if (event.type === 'run-end') outcome = event.outcome;
  });
  const stop = () => session.stop();
  signal.addEventListener('abort', stop, { once: true });
  const messageId = crypto.randomUUID();
  const { text, context, attachment } = question;
  try {
    if (!(await session.send(text, context, { messageId, ...(attachment && { attachment }) })))
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

async function obstacle(
  session: ChatSession,
  question: NextQuestion,
  { state, sendConsent }: Gate,
): Promise<Refusal | undefined> {
  // First, since the rest may change meanwhile.
  const busyElsewhere = await session.isBusyElsewhere();
  const { assistant, running, loading } = session;
  const refused = refusal({ ...state(), assistant, running, loading, busyElsewhere, fileWaiting: false }, question);
  const { length } = partsOf(assistant, composeQuestion(question.text, question.context));
  return refused ?? (length > 1 && sendConsent !== 'given' ? 'message-too-long' : undefined);
}

async function declined(
  session: ChatSession,
  question: NextQuestion,
  { sendConsent }: Gate,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  // Who has stopped it is asked nothing more.
  if (signal.aborted) return 'declined';
  return sendConsent === 'given' || (await sendConsent.agrees(departureOf(session, question))) ? undefined : 'declined';
}
