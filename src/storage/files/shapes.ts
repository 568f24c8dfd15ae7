import * as v from 'valibot';
import { doubts, type ErrorData, errorCodes } from '../../chat/model/errorData.ts';
import { messageStates } from '../../chat/model/model.ts';

/**
 * Shapes of the files as they are read. A file may be damaged, or come from another version of this extension in
 * another window: unknown parts are left out, and the parts that this version knows stay as they were written.
 */

/** `data` by `shape`, without the optional parts that do not fit it; undefined when an essential one does not. */
export function readAs<T>(shape: v.GenericSchema<unknown, T>, data: unknown): T | undefined {
  const read = v.safeParse(shape, data);
  if (read.success) return read.output;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const unfit = new Set(read.issues.map(({ path }) => path?.[0]?.key));
  const again = v.safeParse(shape, Object.fromEntries(Object.entries(data).filter(([key]) => !unfit.has(key))));
  return again.success ? again.output : undefined;
}

/** A list without the entries that do not fit. */
function listOf<T>(shape: v.GenericSchema<unknown, T>) {
  return v.pipe(
    v.array(v.unknown()),
    v.transform((entries) => entries.map((entry) => readAs(shape, entry)).filter((entry) => entry !== undefined)),
  );
}

export const text = v.string();
export const optional = v.exactOptional(text);
const texts = v.array(text);

const knownError = v.object({
  code: v.fallback(v.picklist(errorCodes), 'bug'),
  status: v.exactOptional(v.number()),
  host: optional,
  detail: optional,
  requestId: optional,
  retryAt: optional,
  fields: v.exactOptional(texts),
  // Only a person may send again what another doubt is about: the one that promises least.
  doubt: v.exactOptional(v.fallback(v.picklist(doubts), 'not-looked')),
});

const errorData = v.pipe(
  v.unknown(),
  v.transform((data): ErrorData => readAs(knownError, data) ?? { code: 'bug' }),
);

const contextItem = v.object({
  id: text,
  label: text,
  firstLine: v.number(),
  lastLine: v.number(),
  text,
});

export const contextItems = listOf(contextItem);
export const context = v.fallback(contextItems, []);
const attachment = v.object({ fileId: text, name: text });
const source = v.object({ id: text, title: text, section: optional, passage: text, link: optional });

const details = v.object({
  legalAdvice: v.exactOptional(v.boolean()),
  intent: optional,
  toolCalls: v.exactOptional(texts),
  other: v.exactOptional(v.record(text, v.unknown())),
});

const spoken = {
  id: text,
  text,
  author: optional,
  createdAt: optional,
  sources: v.fallback(listOf(source), []),
  context,
  error: v.exactOptional(errorData),
  answerTo: optional,
  storedId: optional,
  storedIds: v.exactOptional(texts),
  attachment: v.exactOptional(attachment),
  details: v.exactOptional(details),
};

export const message = v.variant('role', [
  v.object({
    ...spoken,
    role: v.literal('user'),
    state: v.fallback(v.picklist(messageStates), 'unknown'),
    contextLost: v.exactOptional(v.literal(true)),
  }),
  v.object({
    ...spoken,
    role: v.literal('assistant'),
    state: v.fallback(v.picklist(messageStates), 'interrupted'),
  }),
]);

export const messages = listOf(message);

export const thread = v.object({
  connectionId: text,
  assistantId: text,
  id: text,
  title: v.fallback(text, ''),
  isTitleLocal: v.exactOptional(v.boolean()),
  createdAt: optional,
  updatedAt: optional,
});

export const threads = listOf(thread);

export const assistants = listOf(
  v.object({
    id: text,
    name: text,
    description: optional,
    greeting: optional,
    examples: v.exactOptional(texts),
    poweredBy: optional,
    expectsSources: v.exactOptional(v.boolean()),
    models: v.exactOptional(texts),
    ownData: v.exactOptional(v.picklist(['also', 'only', 'none'])),
    maximumLength: v.exactOptional(v.number()),
    maximumTokens: v.exactOptional(v.number()),
    sessionEnds: optional,
    requiredFields: v.exactOptional(texts),
    metadataLabels: v.exactOptional(v.record(v.string(), v.string())),
    former: v.exactOptional(v.literal(true)),
    features: v.exactOptional(
      listOf(v.picklist(['feedback', 'files', 'long-questions', 'ask-once', 'delete-message', 'add-message'])),
    ),
  }),
);

export const vendorSession = v.object({ id: text, deadline: v.number() });

const owner = v.object({ pid: v.number(), host: optional, window: text });

/** A question as it was written down before it went out. */
export const outboxQuestion = v.object({
  id: text,
  connectionId: text,
  assistantId: text,
  threadId: optional,
  text,
  context,
  attachment: v.exactOptional(attachment),
  after: optional,
  earlier: v.exactOptional(texts),
  createdAt: v.fallback(text, ''),
  isWaiting: v.exactOptional(v.literal(true)),
  owner: v.exactOptional(owner),
  workspace: v.fallback(text, ''),
});

export const outboxChange = v.object({
  // Whatever else has become of it: it may have reached the vendor.
  state: v.exactOptional(
    v.fallback(v.picklist(['queued', 'pending', 'sent', 'stopped', 'unknown', 'answered', 'failed']), 'unknown'),
  ),
  threadId: optional,
  after: optional,
  earlier: v.exactOptional(texts),
  absentBelow: v.exactOptional(texts),
  error: v.exactOptional(errorData),
});

export const rating = v.object({ messageId: text, rating: v.picklist(['positive', 'negative']) });

export const requestDetails = v.record(text, text);

export const title = v.object({ threadId: text, title: text });

export const folder = v.object({ id: text, name: text });

export const folderOfThread = v.object({ connectionId: text, threadId: text, folderId: text });
