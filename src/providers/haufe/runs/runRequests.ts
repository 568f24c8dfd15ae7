import type { HaufeConnection } from '../../../chat/model/connection.ts';
import type { Timeouts } from '../../../chat/model/timeouts.ts';
import type { Answer, Http } from '../../http/http.ts';
import { Pace, type Rate } from '../../http/pace.ts';
import { path } from '../../http/target.ts';

/** The vendor's limits: answers at tier 0, and everything else (docs.haufe.ai, Rate Limits). */
const trialRate: Rate = { perSecond: 15, perMinute: 60 };
export const otherRate: Rate = { perSecond: 60, perMinute: 180 };

/** One way of having a question answered: in one piece, or as a stream. */
export interface AnswerCalls {
  whole(signal: AbortSignal): Promise<unknown>;
  streamed(signal: AbortSignal): Promise<Answer>;
}

export type HaufeAnswers = ReturnType<typeof haufeAnswers>;

/** The vendor's four endpoints that answer; they share one rate limit. Fails as `Http` does. */
export function haufeAnswers(http: Http, connection: HaufeConnection, timeouts: Timeouts) {
  const pace = new Pace(connection.rateLimit ?? trialRate);
  const calls = (place: string, body: unknown): AnswerCalls => {
    /** An answer is thought about before its first byte. */
    const limits = { headers: Math.max(timeouts.headers, timeouts.idle) };
    return {
      whole: (signal) => http.json({ method: 'POST', path: place, body, limits, pace }, signal),
      streamed: (signal) => {
        const accept = 'application/x-ndjson, application/json';
        return http.open({ method: 'POST', path: `${place}/stream`, body, accept, limits, pace }, signal);
      },
    };
  };

  return {
    /** `metaData`: what the vendor wants to know with every question, or undefined. */
    run: (threadId: string, metaData: unknown): AnswerCalls =>
      calls(path`/v1/threads/${threadId}/run`, metaData === undefined ? {} : { meta_data: metaData }),

    /**
     * Returns the calls without a thread of ours. The query `thread_id`, whose purpose is documented nowhere, is never
     * sent.
     */
    complete: (assistantId: string, content: string, userId: string | undefined, metaData: unknown): AnswerCalls =>
      calls(path`/v1/chat/completions`, {
        assistant_id: assistantId,
        messages: [{ role: 'user', content }],
        ...(userId !== undefined && { user_id: userId }),
        ...(metaData !== undefined && { meta_data: metaData }),
      }),
  };
}
