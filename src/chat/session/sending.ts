import type { ErrorCode } from '../model/errorData.ts';
import type { Assistant, Message } from '../model/model.ts';
import { composeQuestion, maximumLengthOf, questionProblem } from '../model/questionText.ts';
import { partsOf } from '../outbox/outgoingQuestion.ts';

/** The state of a conversation as far as it decides whether a question may go out. */
export interface SendingState {
  readonly assistant: Pick<Assistant, 'features' | 'maximumLength'>;
  /** False once the conversation was closed, here or by deleting it. */
  readonly open: boolean;
  readonly running: boolean;
  readonly loading: boolean;
  /** Another window waits for an answer in it. */
  readonly busyElsewhere: boolean;
  /** Its last question is being changed in the composer, and the question is not that change. */
  readonly editing: boolean;
  /** The file of the next question is not there yet, or could not be read. */
  readonly fileWaiting: boolean;
}

/** A question that is about to go out, with the recap that goes ahead of it. */
export interface NextQuestion extends Pick<Message, 'text' | 'context'> {
  readonly recap?: string;
}

/**
 * The reason why a question may not go out now: the state of the conversation, a problem of the question, or that the
 * person said no.
 */
export type Refusal = 'closed' | 'declined' | Exclude<keyof SendingState, 'assistant' | 'open'> | ErrorCode;

/** A text that is about to leave, word for word, and its assistant. */
export interface Departure {
  readonly connectionId: string;
  readonly assistant: Pick<Assistant, 'name' | 'requiredFields'>;
  readonly text: string;
  /** Name of the file that goes along. */
  readonly fileName?: string;
}

/** Has the person agree to each single departure, where they want to be asked. */
export interface SendConsent {
  /** Whether `agrees` would ask. */
  readonly isNeeded: boolean;
  agrees(departure: Departure): Promise<boolean>;
}

/** Returns a question of a conversation as it leaves. */
export function departureOf(
  { connectionId, assistant }: Pick<Departure, 'connectionId' | 'assistant'>,
  { text, context, recap = '', attachment }: NextQuestion & Pick<Message, 'attachment'>,
): Departure {
  const question = composeQuestion(text, context);
  return {
    connectionId,
    assistant,
    text: recap === '' ? question : `${recap}\n\n${question}`,
    ...(attachment && { fileName: attachment.name }),
  };
}

/** The one gate of sending. Asks nobody; what a person can still agree to or fill in is no refusal. */
export function refusal(state: SendingState, { text, context, recap = '' }: NextQuestion): Refusal | undefined {
  if (!state.open) return 'closed';
  const obstacle = (['running', 'loading', 'busyElsewhere', 'editing', 'fileWaiting'] as const).find(
    (name) => state[name],
  );
  if (obstacle) return obstacle;
  const question = composeQuestion(text, context);
  const maximum = maximumLengthOf(state.assistant);
  const problem = questionProblem(question, maximum);
  if (problem === 'message-too-long' && partsOf(state.assistant, question).length > 1) return undefined;
  return problem ?? (recap === '' ? undefined : questionProblem(`${recap}\n\n${question}`, maximum));
}
