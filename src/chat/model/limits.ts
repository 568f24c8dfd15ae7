/**
 * Limits of how much a service's answer is read and shown. Real services stay far below; the page says what was left
 * out.
 */
export const limits = {
  /** Limits of one answer. */
  sources: 200,
  toolCalls: 50,
  attachments: 20,
  /** Answers of one turn; those beyond go into the last. */
  answers: 100,
  /** Entries of one page of a list: ten times what is asked for. */
  entries: 1_000,
  /** Lengths, in UTF-16 units. */
  id: 300,
  name: 200,
  title: 400,
  description: 2_000,
  passage: 64 * 2 ** 10,
  address: 16 * 2 ** 10,
} as const;

/** The beginning of `text`, at most `most` UTF-16 units; no character is cut in half. */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const isCut = (text.charCodeAt(most - 1) & 0xfc00) === 0xd800;
  return text.slice(0, isCut ? most - 1 : most);
}

/** `text` with at most `most` UTF-16 units; one that was longer ends in “…”. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${beginningOf(text, most - 1)}…`;
}
