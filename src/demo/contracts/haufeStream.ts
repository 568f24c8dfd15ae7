import type { WireMessage, WireSource } from './haufe.ts';
import { type Call, inPieces, pause, streamOf } from './http.ts';

/** An answer on its way. */
export interface Streamed {
  readonly threadId: string;
  readonly text: string;
  readonly sources: readonly WireSource[];
  readonly pace: number;
  readonly time: () => string;
  /** Called when the whole answer went out: an answer that was left early is not stored. */
  readonly complete: (id: string, at: string) => Promise<WireMessage>;
}

/** NDJSON, a few words a line at a reading pace, the sources in the last line. The end of the body is the only end mark. */
export function answerStream({ threadId, text, sources, pace, time, complete }: Streamed, call: Call): Response {
  const id = crypto.randomUUID();
  const line = (content: string, found: readonly WireSource[]) =>
    `${JSON.stringify({
      created_at: time(),
      message_id: id,
      thread_id: threadId,
      delta: { role: 'assistant', content, sources: found },
    })}\n`;
  async function* lines(signal: AbortSignal) {
    for (const piece of inPieces(text)) {
      await pause(pace > 0 ? (piece.length / pace) * 1000 : 0, signal);
      yield line(piece, []);
    }
    // Before the last line goes out: who has read it finds the answer in the thread.
    await complete(id, time());
    yield line('', sources);
  }
  // The vendor's reference lists its streams as `application/json`.
  return new Response(streamOf(lines, call.signal), { headers: { 'content-type': 'application/json' } });
}
