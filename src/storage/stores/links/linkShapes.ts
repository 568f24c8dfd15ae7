import * as v from 'valibot';
import { context, messages, optional, text, thread } from '../../files/shapes.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const textPlace = v.object({ line: count, character: count });

const link = {
  id: text,
  connectionId: text,
  thread: v.exactOptional(thread),
  assistant: v.object({ id: text, name: text, poweredBy: optional }),
  uri: text,
  anchor: v.object({ start: textPlace, end: textPlace, length: count, hash: v.number(), lines: v.array(v.number()) }),
};

export const documentLink = v.object(link);

export const marginLink = v.object({
  ...link,
  context,
  messages: v.fallback(messages, []),
  unsent: optional,
  mayBeSent: v.exactOptional(v.literal(true)),
  isResolved: v.fallback(v.boolean(), false),
  finding: optional,
});
