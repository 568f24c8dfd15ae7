import * as v from 'valibot';
import { limits, shortened } from '../../chat/model/limits.ts';
import { utc } from '../bodies/instant.ts';
import { caps } from '../http/body.ts';
import { property } from '../http/object.ts';
import { isId } from '../http/target.ts';

/** The vendor's shapes, as far as they are read (docs.haufe.ai, API reference). What is odd but optional is dropped. */

/** A list as far as it is read, and how many entries it has beyond that. */
export interface Short {
  readonly items: readonly unknown[];
  readonly more: number;
}

/*
 * Every text and every list of the vendor's is read with a limit: these are the only building blocks for them. Words are
 * shortened; what means nothing any more when it is cut, such as an address, is refused.
 */

const shortText = (most: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => shortened(text, most)),
  );
const exactText = (most: number) => v.pipe(v.string(), v.maxLength(most));
const shortList = (most: number) =>
  v.pipe(
    // Asked by `isArray` alone: looking at each entry of what may be millions takes seconds.
    v.custom<readonly unknown[]>(Array.isArray),
    v.transform((items): Short => ({ items: items.slice(0, most), more: Math.max(0, items.length - most) })),
  );

const id = v.custom<string>(isId);
/** Messages go by whatever the vendor calls them; one whose name is too long has none that it could be asked by. */
const messageId = v.pipe(
  v.string(),
  v.transform((given) => shortened(given, limits.id)),
);
/** An answer's or a question's own words: as long as a body may be. */
const content = v.pipe(
  v.unknown(),
  v.transform((given) => (Array.isArray(given) ? given.map(partText).join('') : partText(given))),
  shortText(caps.answer),
);

/** The text of a content or of one of its parts, as OpenAI writes them; undefined where it is none. */
function partText(part: unknown): string | undefined {
  if (typeof part === 'number' || typeof part === 'boolean') return String(part);
  if (typeof part === 'string') return part;
  const type = property(part, 'type') ?? property(part, '$type') ?? 'text';
  const text = typeof type === 'string' && /^(?:output_)?text$/i.test(type) ? property(part, 'text') : undefined;
  const words = property(text, 'value') ?? text;
  return typeof words === 'string' ? words : undefined;
}

const date = v.pipe(
  v.unknown(),
  v.transform((given) => utc(typeof given === 'string' ? given.slice(0, limits.name) : given)),
);
const optional = <S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);
const list = (most: number) => v.fallback(shortList(most), { items: [], more: 0 });
const anything = v.optional(v.unknown());

export const assistant = v.object({
  id,
  name: v.pipe(v.string(), v.trim(), v.minLength(1), shortText(limits.name)),
  streaming: optional(v.boolean()),
  request_required_fields: anything,
  meta_data_response_schema: anything,
});

export const thread = v.object({
  id,
  assistant_id: optional(exactText(limits.id)),
  user_id: optional(exactText(limits.id)),
  title: optional(shortText(limits.title)),
  created_at: v.optional(date),
  last_updated_at: v.optional(date),
});

export const message = v.object({
  id: messageId,
  role: v.pipe(
    shortText(limits.name),
    v.transform((role) => role.trim().toLowerCase()),
  ),
  content: v.fallback(content, ''),
  created_at: v.optional(date),
  sources: list(limits.sources),
  meta_data: anything,
  tool_calls: list(limits.toolCalls),
  attachments: list(limits.attachments),
});
export type WireMessage = v.InferOutput<typeof message>;

/** The cursor of a list. One that cannot be read makes the page unreadable: without it a list would end in silence. */
const cursor = v.pipe(
  v.unknown(),
  v.transform((given) => (typeof given === 'string' ? given : undefined)),
  v.optional(exactText(limits.address)),
);

export const page = v.object({ items: shortList(limits.entries), cursor: v.optional(cursor) });

/** One chunk of a streamed answer, or the whole answer as `run` gives it: `message_id` there, `id` here. */
export const answerPart = v.object({
  message_id: optional(messageId),
  id: optional(messageId),
  thread_id: optional(exactText(limits.id)),
  role: optional(shortText(limits.name)),
  finish_reason: optional(shortText(limits.name)),
  content: optional(content),
  sources: list(limits.sources),
  meta_data: anything,
  tool_calls: list(limits.toolCalls),
  delta: optional(
    v.object({
      content: optional(content),
      finish_reason: optional(shortText(limits.name)),
      sources: list(limits.sources),
      meta_data: anything,
      tool_calls: list(limits.toolCalls),
    }),
  ),
});

export const feedbackReason = v.object({
  id: exactText(limits.id),
  reason: v.pipe(v.string(), v.trim(), v.minLength(1), shortText(limits.title)),
  description: optional(shortText(limits.description)),
});

/** The address of an upload. Limits that are not told are the documented ones. */
export const uploadTicket = v.object({
  file_url: exactText(limits.address),
  file_id: id,
  expires_in: optional(v.number()),
  file_limits: optional(v.object({ max_size: optional(v.number()), allowed_types: list(limits.entries) })),
});

/**
 * Returns those of `items` that are readable. One odd entry must not hide the others, and of two with one id the first
 * counts: VS Code shows no list at all in which an id comes twice.
 */
export function readable<S extends v.GenericSchema<unknown, { readonly id: string }>>(
  schema: S,
  items: readonly unknown[],
): v.InferOutput<S>[] {
  const known = new Set<string>();
  return items.slice(0, limits.entries).flatMap((item) => {
    const read = v.safeParse(schema, item);
    if (!read.success || known.has(read.output.id)) return [];
    if (read.output.id !== '') known.add(read.output.id);
    return [read.output];
  });
}
