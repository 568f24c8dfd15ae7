/** A part of a text, by offsets in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A replacement in a text, as VS Code tells it. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * Returns where a part of a text is after a change; undefined when the change swallows it. Text that is typed right
 * before or behind it stays outside. Text that takes exactly its place is its new form.
 */
export function followed({ start, end }: Span, { rangeOffset: from, rangeLength, text }: TextChange): Span | undefined {
  const to = from + rangeLength;
  const grown = text.length - rangeLength;
  if (from >= end) return { start, end };
  if (to <= start) return { start: start + grown, end: end + grown };
  if (from === start && to === end && text.trim() !== '') return { start, end: end + grown };
  if (from <= start && to >= end) return undefined;
  if (from < start) return { start: from + text.length, end: end + grown };
  if (to > end) return { start, end: from };
  return { start, end: end + grown };
}

/** Returns where a place is after a change; for a place within the removed text, its start. */
export function followedPlace(place: number, { rangeOffset: from, rangeLength, text }: TextChange): number {
  if (place < from) return place;
  return place >= from + rangeLength ? place + text.length - rangeLength : from;
}
