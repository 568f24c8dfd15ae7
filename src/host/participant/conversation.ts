import type { Thread } from '../../chat/model/model.ts';

/** The conversation that goes on in a native chat: the last answer there left it in its result's metadata. */
export interface Conversation {
  readonly connectionId: string;
  readonly assistantId: string;
  /** Absent before the first question, and where a new conversation is to begin. */
  readonly thread?: Thread;
  readonly question?: string;
}

/** Reads what VS Code has kept: data of this extension's, perhaps of another version, or nothing. */
export function conversationIn(metadata: unknown): Conversation | undefined {
  const { connectionId, assistantId, thread, question } = Object(metadata) as Partial<
    Record<keyof Conversation, unknown>
  >;
  if (typeof connectionId !== 'string' || typeof assistantId !== 'string') return undefined;
  return {
    connectionId,
    assistantId,
    ...(isThread(thread) && thread.connectionId === connectionId && { thread }),
    ...(typeof question === 'string' && { question }),
  };
}

function isThread(value: unknown): value is Thread {
  const thread = Object(value) as Partial<Record<keyof Thread, unknown>>;
  return (['connectionId', 'assistantId', 'id', 'title'] as const).every((name) => typeof thread[name] === 'string');
}
