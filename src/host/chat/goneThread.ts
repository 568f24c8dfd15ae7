import type { ChatSession } from '../../chat/session/session.ts';

/** Whether the conversation was deleted elsewhere, as far as this window has learnt. */
export function isGone({ loadError, transcript }: ChatSession): boolean {
  return [{ error: loadError }, ...transcript.messages.slice(-2)].some(({ error }) => error?.code === 'thread-gone');
}
