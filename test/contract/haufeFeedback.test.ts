import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HaufeConnection } from '../../src/chat/model/connection.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import { vendors } from '../../src/chat/model/vendors.ts';
import type { FeedbackPort } from '../../src/chat/ports/feedback.ts';
import { hr } from '../service/haufe.ts';
import { reasons } from '../service/haufeFeedback.ts';
import { bodyOf } from '../service/reply.ts';
import { type Service, startService } from '../service/service.ts';
import { failure, makeHaufe, never } from './harness.ts';

let service: Service;
let thread: Thread;
let question: string;
let answer: string;
const connectionWith = (feedbackFields: HaufeConnection['feedbackFields']): HaufeConnection => ({
  id: 'haufe',
  provider: 'haufe',
  name: 'Haufe',
  baseUrl: '',
  feedbackFields,
});
const feedbackOf = (fields?: { reason?: string; comment?: string }): FeedbackPort =>
  makeHaufe(service, fields && { connection: { feedbackFields: fields } }).provider.feedback ??
  expect.fail('no feedback');
const bodies = () => service.requests.map((request) => bodyOf(request));

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(() => {
  service.reset();
  const served = service.haufe.addThread(hr.id, 'Bewertet', ['Frage?', 'Antwort.']);
  [question, answer] = served.messages.map(({ id }) => id) as [string, string];
  thread = { connectionId: 'haufe', assistantId: hr.id, id: served.id, title: 'Bewertet' };
});

test('sends, replaces and withdraws a rating, and keeps reason and comment here while the names of their fields are unknown', {
  tags: 'haufe/row-29',
}, async () => {
  const feedback = feedbackOf();
  expect(vendors.haufe.takesReasons(connectionWith(undefined))).toBe(false);
  await feedback.rate(thread, answer, 'positive', {}, never);
  await feedback.rate(thread, answer, 'negative', { reasonId: reasons[0]?.id ?? '', comment: 'Vertraulich' }, never);
  expect(bodies()).toEqual([{ feedback: 'positive' }, { feedback: 'negative' }]);
  expect(service.haufe.ratings.get(answer)).toEqual({ feedback: 'negative' });
  await feedback.withdraw(thread, answer, never);
  expect(service.haufe.ratings.has(answer)).toBe(false);
});

test('sends reason and comment with a negative rating, never with a positive one, once the connection names their fields', {
  tags: 'haufe/row-29',
}, async () => {
  const feedback = feedbackOf({ reason: 'reason_id', comment: 'comment' });
  expect(vendors.haufe.takesReasons(connectionWith({ comment: 'comment' }))).toBe(true);
  const details = { reasonId: 'r-1', comment: ' § 4 fehlt. \ud800' };
  await feedback.rate(thread, answer, 'negative', details, never);
  await feedback.rate(thread, answer, 'negative', { comment: '  ' }, never);
  await feedback.rate(thread, answer, 'positive', details, never);
  expect(bodies()).toEqual([
    { feedback: 'negative', reason_id: 'r-1', comment: '§ 4 fehlt. \ufffd' },
    { feedback: 'negative' },
    { feedback: 'positive' },
  ]);
});

test('reads the vendor’s reasons, and one odd entry does not hide the others', async () => {
  expect(await feedbackOf().reasons(never)).toEqual(reasons);
  service.fail('/reasons', { body: JSON.stringify([{ id: 'a', reason: 'Falsch' }, null, { id: 7 }, { reason: 'x' }]) });
  expect(await feedbackOf().reasons(never)).toEqual([{ id: 'a', reason: 'Falsch' }]);
  service.fail('/reasons', { body: '"none"' });
  expect(await failure(feedbackOf().reasons(never))).toMatchObject({ code: 'bad-response' });
});

test('sends a rating again that may or may not have arrived, because the last one counts', async () => {
  service.fail('/feedback', { status: 503, body: '', processed: true });
  await feedbackOf().rate(thread, answer, 'positive', {}, never);
  expect(service.requests).toHaveLength(2);
  expect(service.haufe.ratings.get(answer)).toEqual({ feedback: 'positive' });
});

test('rates answers only, and by ids only', async () => {
  const feedback = feedbackOf();
  expect(await failure(feedback.rate(thread, question, 'positive', {}, never))).toMatchObject({ code: 'not-found' });
  service.reset();
  expect(await failure(feedback.rate(thread, '../run', 'positive', {}, never))).toMatchObject({ processed: 'no' });
  expect(await failure(feedback.withdraw({ ...thread, id: 'a/b' }, answer, never))).toMatchObject({ processed: 'no' });
  expect(service.requests).toEqual([]);
});
