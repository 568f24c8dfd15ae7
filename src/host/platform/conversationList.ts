import type { Thread } from '../../chat/model/model.ts';

/** Port: the list of connections, assistants and conversations, as features that change what it shows see it. */
export interface ConversationList {
  /** Reads everything anew. */
  refresh(): void;
  refreshConnection(connectionId: string): void;
  refreshThreads(connectionId: string, assistantId: string): void;
  /** Paints what is known anew. */
  redraw(): void;
  redrawThread(thread: Thread): void;
  /** Opens the connection's row when it is there. */
  expand(connectionId: string): void;
  /** A conversation went on at `at` (ISO 8601): it is shown first. */
  wentOn(thread: Thread, at: string): void;
}
