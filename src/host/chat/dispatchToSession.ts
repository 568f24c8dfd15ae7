import type { AssistantKey } from '../../chat/model/model.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { FromWebview } from '../../protocol.ts';

type MessageOf<T extends FromWebview['type']> = Extract<FromWebview, { readonly type: T }>;

/** Messages about a conversation get it; one that is about none, or may be, gets what it names, if anything. */
type SessionOf<M, Session> = M extends { readonly sessionId: string } ? Session : Session | undefined;

/** A handler for each message a page says: a missing one does not compile. */
export type MessageHandlers<Session> = {
  readonly [T in FromWebview['type']]: (message: MessageOf<T>, session: SessionOf<MessageOf<T>, Session>) => void;
};

/** Answers to a page whose message is about a conversation that was closed, here or in another window. */
export interface Closed {
  /** The question was not taken over. */
  readonly sendRefused: (sessionId: string) => void;
  /** Tells the page only that reading has ended. */
  readonly loadingEnded: () => void;
}

/** Hands a page's message to its handler, with the conversation that it names among the open ones. */
export function dispatchToSession<Session extends { readonly id: string }>(
  handlers: MessageHandlers<Session>,
  open: readonly Session[],
  message: FromWebview,
  closed: Closed,
): void {
  const id = 'sessionId' in message ? message.sessionId : undefined;
  const session = open.find((candidate) => candidate.id === id);
  if (id !== undefined && !session) {
    if (message.type === 'send') closed.sendRefused(id);
    if (message.type === 'load-older') closed.loadingEnded();
    return;
  }
  // The table is complete by its type; TypeScript cannot follow the correlation of key and value.
  (handlers[message.type] as (message: FromWebview, session: Session | undefined) => void)(message, session);
}

/** Returns whether `session` is with the assistant that the page showed as chosen: only then may what was sent there go out. */
export function isWith(
  { connectionId, assistant }: Pick<ChatSession, 'connectionId' | 'assistant'>,
  to: AssistantKey,
): boolean {
  return connectionId === to.connectionId && assistant.id === to.assistantId;
}
