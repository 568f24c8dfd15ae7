import * as v from 'valibot';
import {
  answerActions,
  codeActions,
  dropProblems,
  type FromWebview,
  menuCommands,
  noteActions,
  queueActions,
  slashCommands,
} from '../../protocol.ts';

type Type = FromWebview['type'];

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const line = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
/** Far above what may be sent: too long a text is refused with a sentence, not dropped. */
const text = v.pipe(v.string(), v.maxLength(4_000_000));

/** The schemas, one for each message: a missing one does not compile. */
const schemas: { readonly [T in Type]: v.GenericSchema<unknown, Extract<FromWebview, { type: T }>> } = {
  ready: v.object({ type: v.literal('ready') }),
  send: v.object({
    type: v.literal('send'),
    sessionId: id,
    to: v.object({ connectionId: text, assistantId: text }),
    text,
    contextIds: v.pipe(v.array(id), v.maxLength(100)),
  }),
  stop: v.object({ type: v.literal('stop'), sessionId: id }),
  queued: v.object({ type: v.literal('queued'), action: v.picklist(queueActions), sessionId: id }),
  'run-command': v.object({ type: v.literal('run-command'), command: v.picklist([...slashCommands, ...menuCommands]) }),
  'edit-question': v.object({ type: v.literal('edit-question'), sessionId: id, messageId: id }),
  'delete-question': v.object({ type: v.literal('delete-question'), sessionId: id, messageId: id }),
  'cancel-edit': v.object({ type: v.literal('cancel-edit'), sessionId: id }),
  regenerate: v.object({ type: v.literal('regenerate'), sessionId: id }),
  draft: v.object({ type: v.literal('draft'), sessionId: id, text, basedOn: v.exactOptional(text) }),
  'draft-rests': v.object({ type: v.literal('draft-rests') }),
  used: v.object({ type: v.literal('used') }),
  'formula-copied': v.object({ type: v.literal('formula-copied') }),
  choose: v.object({
    type: v.literal('choose'),
    connectionId: id,
    assistantId: id,
    carry: v.exactOptional(v.object({ sessionId: id, text })),
  }),
  'remove-context': v.object({ type: v.literal('remove-context'), sessionId: id, id }),
  'attach-file': v.object({ type: v.literal('attach-file'), sessionId: id }),
  'drop-uris': v.object({
    type: v.literal('drop-uris'),
    sessionId: id,
    uris: v.pipe(v.array(v.pipe(v.string(), v.maxLength(8_192))), v.maxLength(100)),
  }),
  'drop-file': v.object({
    type: v.literal('drop-file'),
    sessionId: id,
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
    bytes: v.custom<ArrayBuffer>((value) => value instanceof ArrayBuffer),
  }),
  'drop-refused': v.object({ type: v.literal('drop-refused'), sessionId: id, reason: v.picklist(dropProblems) }),
  'remove-file': v.object({ type: v.literal('remove-file'), sessionId: id }),
  rate: v.object({
    type: v.literal('rate'),
    sessionId: id,
    messageId: id,
    rating: v.picklist(['positive', 'negative', 'none']),
  }),
  'say-why': v.object({ type: v.literal('say-why'), sessionId: id, messageId: id }),
  recap: v.object({ type: v.literal('recap'), sessionId: id }),
  'load-older': v.object({ type: v.literal('load-older'), sessionId: id }),
  answer: v.object({ type: v.literal('answer'), sessionId: id, action: v.picklist(answerActions), messageId: id }),
  code: v.object({
    type: v.literal('code'),
    sessionId: id,
    action: v.picklist(codeActions),
    messageId: id,
    firstLine: line,
    lastLine: line,
  }),
  'selected-part': v.object({ type: v.literal('selected-part'), sessionId: id, messageId: id, text }),
  'show-source': v.object({ type: v.literal('show-source'), sessionId: id, messageId: id, sourceId: id }),
  'open-source': v.object({ type: v.literal('open-source'), sessionId: id, messageId: id, sourceId: id }),
  'open-link': v.object({
    type: v.literal('open-link'),
    sessionId: id,
    messageId: id,
    href: v.pipe(v.string(), v.maxLength(8_192)),
  }),
  'note-action': v.object({
    type: v.literal('note-action'),
    sessionId: v.exactOptional(id),
    action: v.picklist(noteActions),
    messageId: v.exactOptional(id),
  }),
};

/** The one door for what the webview says: anything but a known message in its exact shape is undefined. */
export function parseFromWebview(message: unknown): FromWebview | undefined {
  const type = typeOf(message);
  const result = type && v.safeParse<v.GenericSchema<unknown, FromWebview>>(schemas[type], message);
  return result?.success ? result.output : undefined;
}

/** Returns the type that a message claims, whatever its shape; undefined for an unknown one. */
export function typeOf(message: unknown): Type | undefined {
  const { type } = Object(message) as { readonly type?: unknown };
  return typeof type === 'string' && Object.hasOwn(schemas, type) ? (type as Type) : undefined;
}
