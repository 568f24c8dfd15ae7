import * as v from 'valibot';
import { doubts, errorCodes } from '../chat/model/errorData.ts';
import { type Message, messageStates } from '../chat/model/model.ts';
import { isOpenable } from '../chat/text/links.ts';

/** A conversation with what a reader has to know of it. */
export interface ExportedThread {
  readonly title: string;
  readonly assistant: string;
  readonly connection: string;
  /** The sentence that tells that the answers are generated, and whom they are credited to. */
  readonly notice: string;
  /** ISO 8601, UTC. */
  readonly exportedAt: string;
  /** Whether its oldest message is among them. */
  readonly isWhole: boolean;
  /** What the assistant greets with above it, Markdown. */
  readonly greeting?: string;
  /** What the assistant calls the data beside its answers, by their keys. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly messages: readonly Message[];
}

const text = v.string();
const optional = v.exactOptional(text);
const texts = v.array(text);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const error = v.object({
  code: v.picklist(errorCodes),
  status: v.exactOptional(v.number()),
  host: optional,
  detail: optional,
  retryAt: optional,
  fields: v.exactOptional(texts),
  doubt: v.exactOptional(v.picklist(doubts)),
});

const source = v.object({
  id: v.pipe(text, v.regex(/^\d{1,6}$/)),
  title: text,
  section: optional,
  passage: text,
  link: v.exactOptional(
    v.pipe(
      text,
      v.check((link) => isOpenable(link) && !/[<>]/.test(link)),
    ),
  ),
  shortened: v.exactOptional(v.literal(true)),
});

const context = v.object({ id: text, label: text, firstLine: v.number(), lastLine: v.number(), text });

const details = v.object({
  legalAdvice: v.exactOptional(v.boolean()),
  intent: optional,
  toolCalls: v.exactOptional(texts),
  moreToolCalls: v.exactOptional(count),
  other: v.exactOptional(v.record(text, v.unknown())),
});

const message = v.object({
  id: text,
  role: v.picklist(['user', 'assistant']),
  author: optional,
  text,
  createdAt: optional,
  sources: v.array(source),
  moreSources: v.exactOptional(count),
  context: v.array(context),
  state: v.picklist(messageStates),
  error: v.exactOptional(error),
  contextLost: v.exactOptional(v.literal(true)),
  answerTo: optional,
  storedId: optional,
  storedIds: v.exactOptional(texts),
  attachment: v.exactOptional(v.object({ fileId: text, name: text })),
  details: v.exactOptional(details),
});

const thread = v.object({
  title: text,
  assistant: text,
  connection: text,
  notice: text,
  exportedAt: text,
  isWhole: v.boolean(),
  greeting: optional,
  labels: v.exactOptional(v.record(text, text)),
  messages: v.array(message),
}) satisfies v.GenericSchema<unknown, ExportedThread>;

/** `data` as a conversation; undefined where anything does not fit: a part of one would be taken for the whole. */
export function exportedThread(data: unknown): ExportedThread | undefined {
  const read = v.safeParse(thread, data);
  return read.success ? read.output : undefined;
}
