import type { ServedMessage } from './haufe.ts';
import { error } from './haufeReplies.ts';
import { bodyOf, json, nothing, type RecordedRequest, type Reply } from './reply.ts';

/** What was rated, by message id; the whole body, since the names of its further fields are documented nowhere. */
export type Ratings = Map<string, Readonly<Record<string, unknown>>>;

export const reasons = [
  { id: '7a1b2c3d-0000-4000-8000-000000000001', reason: 'Falsch', description: 'Die Antwort ist sachlich falsch.' },
  { id: '7a1b2c3d-0000-4000-8000-000000000002', reason: 'Veraltet', description: 'Die Rechtslage hat sich geändert.' },
];

/** Feedback as documented (docs.haufe.ai, Feedback): on answers only, a later one replaces an earlier one. */
export function feedback(request: RecordedRequest, message: ServedMessage | undefined, ratings: Ratings): Reply {
  if (message?.role !== 'assistant') return error(404, 'message_not_found');
  if (request.method === 'DELETE') {
    ratings.delete(message.id);
    return nothing;
  }
  const body = bodyOf(request);
  const { feedback: rating } = body ?? {};
  if (!body || (rating !== 'positive' && rating !== 'negative')) return error(400, 'invalid_input');
  if (rating === 'positive' && Object.keys(body).length > 1) return error(400, 'invalid_input');
  ratings.set(message.id, body);
  return json(200, { message_id: message.id, feedback: rating, created_at: '2026-04-15T08:00:00.000000Z' });
}
