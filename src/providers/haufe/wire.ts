import * as v from 'valibot';
import { isId } from '../target.ts';

/** The vendor's shapes, as far as they are read (docs.haufe.ai, API reference). What is odd but optional is dropped. */

const id = v.custom<string>(isId);
const text = v.fallback(v.optional(v.string()), undefined);
const list = v.fallback(v.array(v.unknown()), []);
const anything = v.optional(v.unknown());

export const assistant = v.object({
  id,
  name: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  streaming: v.fallback(v.optional(v.boolean()), undefined),
  request_required_fields: anything,
});

export const thread = v.object({
  id,
  assistant_id: text,
  user_id: text,
  title: text,
  created_at: text,
  last_updated_at: text,
});

export const message = v.object({
  id: v.string(),
  role: v.string(),
  content: v.fallback(v.string(), ''),
  created_at: text,
  sources: list,
  meta_data: anything,
  tool_calls: list,
  attachments: list,
});
export type WireMessage = v.InferOutput<typeof message>;

export const page = v.object({ items: v.array(v.unknown()), cursor: text });

/** One chunk of a streamed answer, or the whole answer as `run` gives it: `message_id` there, `id` here. */
export const answerPart = v.object({
  message_id: text,
  id: text,
  thread_id: text,
  role: text,
  content: text,
  sources: list,
  meta_data: anything,
  tool_calls: list,
  delta: v.fallback(
    v.optional(v.object({ content: text, sources: list, meta_data: anything, tool_calls: list })),
    undefined,
  ),
});

export const feedbackReason = v.object({
  id: v.string(),
  reason: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  description: text,
});

/** Where an upload goes. Limits that are not told are the documented ones. */
export const uploadTicket = v.object({
  file_url: v.string(),
  file_id: id,
  expires_in: v.fallback(v.optional(v.number()), undefined),
  file_limits: v.fallback(
    v.optional(
      v.object({
        max_size: v.fallback(v.optional(v.number()), undefined),
        allowed_types: v.fallback(v.optional(v.array(v.string())), undefined),
      }),
    ),
    undefined,
  ),
});

/** Most entries taken from one list, whatever its length: ten times what is asked for. */
const mostEntries = 1_000;

/** Those of `items` that are readable. One odd entry must not hide the others. */
export function readable<S extends v.GenericSchema>(schema: S, items: readonly unknown[]): v.InferOutput<S>[] {
  return items.slice(0, mostEntries).flatMap((item) => {
    const read = v.safeParse(schema, item);
    return read.success ? [read.output] : [];
  });
}
