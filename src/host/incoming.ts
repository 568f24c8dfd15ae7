import * as v from 'valibot';
import { answerActions, codeActions, type FromWebview, noteActions, queueActions, slashCommands } from '../protocol.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const line = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
/** Far above what may be sent: too long a text is refused with a sentence, not dropped. */
const text = v.pipe(v.string(), v.maxLength(4_000_000));

const fromWebview = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('send'), sessionId: id, text, contextIds: v.pipe(v.array(id), v.maxLength(100)) }),
  v.object({ type: v.literal('stop'), sessionId: id }),
  v.object({ type: v.literal('queued'), action: v.picklist(queueActions), sessionId: id }),
  v.object({ type: v.literal('run-command'), command: v.picklist(slashCommands) }),
  v.object({ type: v.literal('edit-question'), messageId: id }),
  v.object({ type: v.literal('cancel-edit'), sessionId: id }),
  v.object({ type: v.literal('regenerate'), sessionId: id }),
  v.object({ type: v.literal('draft'), sessionId: id, text }),
  v.object({
    type: v.literal('choose'),
    connectionId: id,
    assistantId: id,
    carry: v.exactOptional(v.object({ sessionId: id, text })),
  }),
  v.object({ type: v.literal('remove-context'), id }),
  v.object({ type: v.literal('attach-file'), sessionId: id }),
  v.object({
    type: v.literal('drop-uris'),
    sessionId: id,
    uris: v.pipe(v.array(v.pipe(v.string(), v.maxLength(8_192))), v.maxLength(100)),
  }),
  v.object({
    type: v.literal('drop-file'),
    sessionId: id,
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
    bytes: v.instance(ArrayBuffer),
  }),
  v.object({ type: v.literal('remove-file'), sessionId: id }),
  v.object({ type: v.literal('rate'), messageId: id, rating: v.picklist(['positive', 'negative', 'none']) }),
  v.object({ type: v.literal('say-why'), messageId: id }),
  v.object({ type: v.literal('recap'), sessionId: id }),
  v.object({ type: v.literal('load-older'), sessionId: id }),
  v.object({ type: v.literal('answer'), action: v.picklist(answerActions), messageId: id }),
  v.object({
    type: v.literal('code'),
    action: v.picklist(codeActions),
    messageId: id,
    firstLine: line,
    lastLine: line,
  }),
  v.object({ type: v.literal('show-source'), messageId: id, sourceId: id }),
  v.object({ type: v.literal('open-source'), messageId: id, sourceId: id }),
  v.object({ type: v.literal('open-link'), messageId: id, href: v.pipe(v.string(), v.maxLength(8_192)) }),
  v.object({ type: v.literal('note-action'), action: v.picklist(noteActions), messageId: v.exactOptional(id) }),
]);

/** The one door for what the webview says: anything but a known message in its exact shape is undefined. */
export function parseFromWebview(message: unknown): FromWebview | undefined {
  const result = v.safeParse(fromWebview, message);
  return result.success ? (result.output satisfies FromWebview) : undefined;
}
