import type { Message } from '../chat/model.ts';
import { composeQuestion, questionProblem } from '../chat/question.ts';
import { partsOf } from '../chat/sentQuestion.ts';
import type { ChatSession } from '../chat/session.ts';
import type { Along } from '../chat/sessionOptions.ts';
import { lastQuestion } from '../chat/transcript.ts';
import { isBusyElsewhere } from './busyElsewhere.ts';
import { errorSentence } from './errorText.ts';
import type { Parts } from './parts.ts';

export type SendingParts = Pick<
  Parts,
  'providers' | 'drafts' | 'chips' | 'attachments' | 'details' | 'recent' | 'views' | 'prompts'
>;

/**
 * Sends what stands in the composer with the chips that were shown. What is missing is asked for first; when the person
 * does not want to give it, nothing is sent and the question stays where it is. Resolves when the answer has come.
 */
export async function sendQuestion(
  parts: SendingParts,
  target: ChatSession,
  text: string,
  contextIds: readonly string[],
): Promise<void> {
  const context = parts.chips.of(target).filter((item) => contextIds.includes(item.id));
  let sent = false;
  try {
    sent = await deliver(
      parts,
      target,
      { text, context },
      {
        leaving: () => parts.chips.take(target),
        written: () => {
          // Before the draft follows into the conversation that has begun: another one may stay behind.
          parts.chips.save(target);
          parts.drafts.sent(target, text, lastQuestion(target.transcript)?.id ?? '');
          parts.views.showDraft(target);
        },
      },
    );
  } finally {
    if (!sent) parts.views.tell({ type: 'not-sent', sessionId: target.id });
  }
}

export interface Moments {
  /** Nothing holds the question up any more; it goes out at once. */
  readonly leaving: () => void;
  /** The question is on the disk. */
  readonly written: () => void;
}

/** A question with the file that goes along. */
export type Outgoing = Pick<Message, 'text' | 'context' | 'attachment'>;

/**
 * Sends a question with the file of the composer. Resolves when the answer has come, or with false when it was not sent.
 */
export async function deliver(
  parts: SendingParts,
  target: ChatSession,
  { text, context, messageId }: Pick<Message, 'text' | 'context'> & Pick<Along, 'messageId'>,
  { leaving, written }: Moments,
): Promise<boolean> {
  if (parts.attachments.ready(target) === 'waiting' || !(await maySend(parts, target, { text, context }))) return false;
  // The person may have changed the conversation while being asked.
  if (target.running || target.loading) return false;
  const file = parts.attachments.ready(target);
  if (file === 'waiting') return false;
  leaving();
  parts.attachments.release(target);
  return sendNow(parts, target, { text, context, ...(file && { attachment: file }) }, written, messageId);
}

/** Sends without asking anything. False when the conversation takes no question now. */
export async function sendNow(
  { recent }: Pick<SendingParts, 'recent'>,
  target: ChatSession,
  { text, context, attachment }: Outgoing,
  written: () => void,
  messageId?: string,
): Promise<boolean> {
  const along = { ...(attachment && { attachment }), ...(messageId !== undefined && { messageId }), written };
  const [sent] = await Promise.all([
    target.send(text, context, along),
    recent.use({ connectionId: target.connectionId, assistantId: target.assistant.id }),
  ]);
  return sent;
}

/** Asks the person for all that is missing. False when the question cannot be sent, or is not to be sent like this. */
export async function maySend(
  parts: SendingParts,
  target: ChatSession,
  { text, context }: Pick<Message, 'text' | 'context'>,
): Promise<boolean> {
  if (target.running || target.loading || (await isBusyElsewhere(parts, target))) return false;
  const question = composeQuestion(text, context);
  const problem = questionProblem(question);
  const messages = partsOf(target.assistant, question);
  if (problem === 'message-too-long' && messages.length > 1) {
    if (!(await (await import('./requestDetails.ts')).agreedToParts(parts, target, messages.length))) return false;
  } else if (problem !== undefined) {
    if (problem !== 'message-empty') void parts.prompts.tell('warning', errorSentence({ code: problem }));
    return false;
  }
  if ((target.assistant.requiredFields ?? []).length === 0) return true;
  return (await import('./requestDetails.ts')).ensureDetails(parts, target);
}
