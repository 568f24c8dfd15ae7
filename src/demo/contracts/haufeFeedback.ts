import type { DemoLanguage } from '../library/options.ts';
import { demoWords } from '../library/words.ts';
import { bodyOf, failure, type StoredThread, timestamp } from './haufe.ts';
import { type Call, json } from './http.ts';

/** The names of the fields in which the demo takes a reason and a comment; the vendor documents none. */
export const feedbackFields = { reason: 'reason_id', comment: 'comment' } as const;

/** The catalogue of negative reasons. */
export function reasons(language: DemoLanguage): Response {
  const list = demoWords[language].reasons.map(([reason, description], index) => ({
    id: `de300000-0000-4000-8000-0000000001${String(index).padStart(2, '0')}`,
    reason,
    description,
  }));
  return json(200, list);
}

/** Rates an answer, or takes a rating back; only the newest one counts, and nobody reads it. */
export function feedback(thread: StoredThread, messageId: string, call: Call, now: number): Response {
  const message = thread.messages.find(({ id }) => id === messageId);
  if (message?.role !== 'assistant') return failure(404, 'message_not_found', 'There is no such answer.');
  if (call.method === 'DELETE') return new Response(null, { status: 204 });
  if (call.method !== 'POST') return json(405, { detail: 'Method Not Allowed' });
  const body = bodyOf(call);
  if (body instanceof Response) return body;
  const { feedback: rating, ...details } = body;
  const known = rating === 'positive' || rating === 'negative';
  if (!known) return failure(400, 'invalid_input', 'The feedback is positive or negative.');
  if (rating === 'positive' && Object.keys(details).length > 0) {
    return failure(400, 'invalid_input', 'A reason and a comment go with a negative rating only.');
  }
  return json(200, { message_id: messageId, feedback: rating, created_at: timestamp(now) });
}
