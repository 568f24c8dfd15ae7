import type { Message } from '../../../chat/model/model.ts';
import type { Asked } from '../../../chat/session/askDirectly.ts';
import type { ChatSession } from '../../../chat/session/session.ts';

export type Question = Pick<Message, 'text' | 'context' | 'attachment'>;

/** Port: sends a question from elsewhere than a message field, through the gate of every question. */
export interface AskPort {
  /** Has the person agree to, and give, all that sending needs. False: it may not go out, which has been said. */
  mayAsk(session: ChatSession, question: Question): Promise<boolean>;
  /** Sends what may go out. The signal stops the answer. Resolves when the run has ended, and never rejects. */
  ask(session: ChatSession, question: Question, signal: AbortSignal): Promise<Asked>;
}

/** Gives the port, whose code is read at its first use. */
export type LoadAskPort = () => Promise<AskPort>;
