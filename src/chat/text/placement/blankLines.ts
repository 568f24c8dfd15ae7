/**
 * `text` with the empty lines that set it apart from what stands before and after its place, where it has several
 * lines: a footnote definition or a list must not grow into the next paragraph. One line goes in as it is.
 */
export function padWithBlankLines(text: string, before: string, after: string): string {
  if (!text.includes('\n')) return text;
  return `${lead(before)}${text}${trail(after)}`;
}

/** Text that goes into a document, and the part of it (or of the text behind it) that the cursor stands behind. */
export interface Insertion {
  readonly text: string;
  readonly caret: string;
}

/**
 * `text` set apart, with an empty line behind it for what is typed next: that must not go on in a footnote or a list. One
 * line goes in as it is, and the cursor behind it.
 */
export function withRoom(text: string, before: string, after: string): Insertion {
  return text.includes('\n') ? padded(text, before, after) : { text, caret: text };
}

/** The same of a block, however short. Each line of a quotation begins with `prefix`, the empty ones too. */
export function padded(text: string, before: string, after: string, prefix = ''): Insertion {
  if (prefix.includes('>')) {
    const empty = prefix.trimEnd();
    return { text: `${empty}\n${text}\n${empty}`, caret: `${empty}\n${text}` };
  }
  const block = `${lead(before)}${text}`;
  const [empty = ''] = /^(?:[ \t]*(?:\r\n|\r|\n))*/.exec(after) ?? [];
  const isThere = empty.match(/\r\n|\r|\n/g)?.length ?? 0;
  const isNeeded = after.trim() === '' ? 2 : 4;
  return { text: `${block}${'\n'.repeat(Math.max(0, isNeeded - isThere))}`, caret: `${block}\n\n` };
}

/** A place in a document, counted from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** Returns where `text` ends that begins at `start`. */
export function endOf(start: Place, text: string): Place {
  const lines = text.split(/\r\n|\r|\n/);
  const { length } = lines.at(-1) ?? '';
  if (lines.length === 1) return { line: start.line, character: start.character + length };
  return { line: start.line + lines.length - 1, character: length };
}

/** Returns where `place`, which was not before `from`, is when the text that ended there ends at `to`. */
export function moved(place: Place, from: Place, to: Place): Place {
  const character = place.line === from.line ? place.character - from.character + to.character : place.character;
  return { line: place.line - from.line + to.line, character };
}

function lead(before: string): string {
  if (before.trim() === '' || /\n[ \t]*\r?\n[ \t]*$/.test(before)) return '';
  return /\n[ \t]*$/.test(before) ? '\n' : '\n\n';
}

function trail(after: string): string {
  if (after.trim() === '' || /^[ \t]*\r?\n[ \t]*\r?\n/.test(after)) return '';
  return /^[ \t]*\r?\n/.test(after) ? '\n' : '\n\n';
}
