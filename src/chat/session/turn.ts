import type { Message } from '../model/model.ts';
import { questionOf, type Transcript } from '../model/transcript.ts';

/** A question with the answers to it. */
export interface Turn {
  readonly question: Message;
  readonly answers: readonly Message[];
}

/** The turn that the answer `messageId` is in; undefined where its question was not read. */
export function turnOf(transcript: Transcript, messageId: string): Turn | undefined {
  const { messages } = transcript;
  const question = questionOf(transcript, messageId);
  if (!question) return undefined;
  const following = messages.slice(messages.indexOf(question) + 1);
  const end = following.findIndex(({ role }) => role === 'user');
  return { question, answers: end < 0 ? following : following.slice(0, end) };
}
