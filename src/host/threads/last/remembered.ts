import * as v from 'valibot';

const optional = v.exactOptional(v.string());

/** A conversation that is remembered, as far as it is known; one without an id has not begun. */
const entry = v.object({
  connectionId: v.string(),
  assistantId: v.string(),
  id: optional,
  title: optional,
  isTitleLocal: v.exactOptional(v.boolean()),
  createdAt: optional,
  updatedAt: optional,
  /** The time since which it is shown, ISO 8601. */
  shownAt: optional,
});

export type RememberedThread = v.InferOutput<typeof entry>;

/** The latest thread, and the conversation that has not begun if that is shown in its place. */
export interface Remembered {
  readonly thread?: RememberedThread;
  readonly begins?: RememberedThread;
}

/** Reads the remembered conversation from a stored value, as far as it can be read. */
export function readRemembered(value: unknown): Remembered {
  const read = v.safeParse(v.array(entry), value);
  const entries = read.success ? read.output : [];
  const thread = entries.find(({ id }) => id !== undefined);
  const begins = entries.find(({ id }) => id === undefined);
  return { ...(thread && { thread }), ...(begins && { begins }) };
}
