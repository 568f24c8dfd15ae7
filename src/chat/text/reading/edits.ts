/** A replacement of a part of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with its edits; of two that overlap or are the same the first counts. */
export function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let end = 0;
  let last: Edit | undefined;
  for (const edit of [...edits].sort((one, other) => one.start - other.start)) {
    const isTwice = last?.start === edit.start && last.text === edit.text;
    if (edit.start < end || isTwice) continue;
    last = edit;
    parts.push(text.slice(end, edit.start), edit.text);
    end = edit.end;
  }
  return parts.join('') + text.slice(end);
}
