import { all } from '../../../base/disposable.ts';
import type { ChatSession } from '../../../chat/session/session.ts';
import { inBackground } from '../../platform/background.ts';
import type { QueueParts } from './queuedQuestion.ts';

/** Sends what waits as soon as the answer before it is complete; after any other ending the person decides. */
export function followQueue(parts: QueueParts): { dispose(): void } {
  const send = async (session: ChatSession) => (await import('./queuedQuestion.ts')).sendQueued(parts, session);
  return all(
    parts.sessions.onOpened((session) => {
      session.onEvent((event) => {
        const waiting = parts.queue.of(session);
        // What is held goes out when the person says so.
        if (event.type !== 'run-end' || !waiting || waiting.isPaused) return;
        if (event.outcome.type !== 'complete') parts.queue.hold(session);
        // The run that has just ended is still being told of.
        else queueMicrotask(() => inBackground(parts, 'Queued question', send(session)));
      });
    }),
    parts.queue.onChange(() => parts.views.showHead()),
  );
}
