import { splitQuestion } from '../model/longQuestions.ts';
import type { Assistant, Message } from '../model/model.ts';
import { codePoints, composeQuestion, maximumLengthOf } from '../model/questionText.ts';
import type { OutboxQuestion } from '../ports/outbox.ts';
import type { Question } from '../ports/provider.ts';
import { positionBelow } from './threadPosition.ts';

/** Returns the question `questionId` of a transcript as it goes to the vendor, the first time and again alike. */
export function questionFor(
  assistant: Assistant,
  messages: readonly Message[],
  questionId: string,
  mayBeStored: boolean,
): Question {
  const index = messages.findIndex((message) => message.id === questionId);
  const question = messages[index];
  const text = question ? composeQuestion(question.text, question.context) : '';
  const parts = partsOf(assistant, text);
  return {
    text,
    mayBeStored,
    ...(question && { shown: question }),
    ...(parts.length > 1 && { parts }),
    ...(question?.attachment && { attachment: question.attachment }),
    ...positionBelow(messages.slice(0, Math.max(index, 0))),
  };
}

interface Place {
  readonly connectionId: string;
  readonly assistant: Assistant;
  readonly threadId: string | undefined;
  /** Whether the end of the thread was read, so that it is known what stands before the question. */
  readonly isRead: boolean;
}

/** The question `questionId` of a transcript as it is written down before it goes out. */
export function writtenQuestion(
  { connectionId, assistant, threadId, isRead }: Place,
  messages: readonly Message[],
  questionId: string,
): OutboxQuestion {
  const index = messages.findIndex(({ id }) => id === questionId);
  const question = messages[index];
  const { text = '', context = [], attachment, createdAt = '' } = question ?? {};
  return {
    id: questionId,
    connectionId,
    assistantId: assistant.id,
    ...(threadId !== undefined && { threadId }),
    text,
    context,
    ...(attachment && { attachment }),
    ...(isRead && positionBelow(messages.slice(0, Math.max(index, 0)))),
    createdAt,
  };
}

/** The messages that a text is sent as: more than one when it is too long for one, and the assistant takes several. */
export function partsOf(assistant: Pick<Assistant, 'features' | 'maximumLength'>, text: string): readonly string[] {
  const maximum = maximumLengthOf(assistant);
  const several = assistant.features?.includes('long-questions') === true && codePoints(text) > maximum;
  return several ? splitQuestion(text, maximum) : [text];
}
