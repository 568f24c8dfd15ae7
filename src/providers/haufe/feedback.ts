import type { HaufeConnection } from '../../chat/model/connection.ts';
import { ChatError } from '../../chat/model/errors.ts';
import type { Rating } from '../../chat/model/model.ts';
import type { FeedbackDetails, FeedbackPort } from '../../chat/ports/feedback.ts';
import type { Http } from '../http/http.ts';
import { property } from '../http/object.ts';
import { path } from '../http/target.ts';
import { feedbackReason, readable } from './schemas.ts';

/**
 * Returns the vendor's feedback port (docs.haufe.ai, Feedback). A reason and a comment are documented for negative
 * ratings, but not the names of their fields: only `feedback` is sent unless the connection names them.
 */
export function haufeFeedback(http: Http, { feedbackFields = {} }: HaufeConnection): FeedbackPort {
  const { reason, comment } = feedbackFields;
  const place = (threadId: string, messageId: string): string =>
    path`/v1/threads/${threadId}/messages/${messageId}/feedback`;

  const body = (rating: Rating, details: FeedbackDetails): unknown => {
    const told = rating === 'negative' ? details : {};
    return {
      ...(reason !== undefined && told.reasonId !== undefined && { [reason]: told.reasonId }),
      ...(comment !== undefined && told.comment?.trim() && { [comment]: told.comment.trim().toWellFormed() }),
      feedback: rating,
    };
  };

  return {
    async rate(thread, messageId, rating, details, signal) {
      // A later rating replaces an earlier one, so that repeating it changes nothing.
      const repeat = 'safe';
      await http.text(
        { method: 'POST', path: place(thread.id, messageId), body: body(rating, details), repeat },
        signal,
      );
    },

    async withdraw(thread, messageId, signal) {
      await http.text({ method: 'DELETE', path: place(thread.id, messageId) }, signal);
    },

    async reasons(signal) {
      const answer = await http.json({ method: 'GET', path: path`/v1/feedback/negative/reasons` }, signal);
      const items = Array.isArray(answer) ? answer : property(answer, 'items');
      if (!Array.isArray(items)) throw new ChatError('bad-response', { processed: 'maybe', detail: 'shape' });
      return readable(feedbackReason, items).map(({ id, reason: text, description }) => ({
        id,
        reason: text,
        ...(description !== undefined && { description }),
      }));
    },
  };
}
