import type { Written } from '../citations/citations.ts';
import type { DocumentKind } from '../forms/languages.ts';
import { type Insertion, padded } from './blankLines.ts';
import type { InsertionPlace } from './insertionPlace.ts';

/** A change of a document; `notes` go to its end where they cannot stand below the answer. */
export interface Placed extends Insertion {
  readonly start: number;
  readonly end: number;
  readonly notes?: { readonly at: number; readonly text: string };
}

/** An answer at its place in the document's text. */
export function placed(text: string, { body, notes }: Written, place: InsertionPlace, kind: DocumentKind): Placed {
  const { start, end, indentation, isBlock } = place;
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (place.isExact) {
    const at = Math.max(text.trimEnd().length, end);
    const lead = endsInNotes.test(text.slice(0, at)) ? '\n' : '\n\n';
    return { start, end, text: body, caret: body, ...(notes !== '' && { notes: { at, text: `${lead}${notes}` } }) };
  }
  if (!isBlock) {
    const isAtLineEnd = start === end && before !== '' && !/[\r\n]$/.test(before);
    const written = `${isAtLineEnd ? '\n' : ''}${body}`;
    return { start, end, text: written, caret: written };
  }
  const apart = fromNotes(before, body, kind);
  const separator = notes === '' ? '' : fromNotesBelow(after, kind);
  const isApart = notes !== '' && (indentation !== '' || separator === undefined);
  const block = apart + (isApart || notes === '' ? body : `${body}\n\n${notes}`);
  const written = block.replace(/^(?=[^\r\n])/gm, indentation);
  const quoted = indentation.includes('>') ? written.replace(/^$/gm, indentation.trimEnd()) : written;
  if (!isApart && separator) {
    const { text, caret } = padded(quoted, before, separator);
    return { start, end, text: `${text}${separator}${/^[ \t]*\r?\n[ \t]*\r?\n/.test(after) ? '' : '\n'}`, caret };
  }
  const insertion = padded(quoted, before, after, indentation);
  if (!isApart) return { start, end, ...insertion };
  if (after.trim() === '') {
    const text = `${insertion.caret.trimEnd()}\n\n${notes}\n`;
    return { start, end, text, caret: insertion.caret.trimEnd() };
  }
  const at = text.trimEnd().length;
  // Right below those that are there.
  const isBelowNotes = endsInNotes.test(text.slice(0, at));
  return { start, end, ...insertion, notes: { at, text: `${isBelowNotes ? '\n' : '\n\n'}${notes}` } };
}

const endsInNotes = /(?:^|\n)[ \t]*(?:\[\^[^\]\n]+\]:|\[fn:[^\]\n]+\]|\.\. \[)[^\n]*\s*$/;

/** Returns the separator that keeps an answer out of the definition above it. */
function fromNotes(before: string, body: string, kind: DocumentKind): string {
  if (kind.type !== 'prose' || !endsInNotes.test(before)) return '';
  if (kind.form === 'org') return /\n[ \t]*\n[ \t]*\n[ \t]*$/.test(before) ? '' : '\n';
  if (kind.form === 'restructuredText') return /^[ \t]/.test(body) ? '..\n\n' : '';
  return kind.form === 'markdown' && /^[ \t]/.test(body) ? '<!-- -->\n\n' : '';
}

/**
 * Returns the separator that keeps the text below out of the last definition; undefined: none that one could type
 * behind.
 */
function fromNotesBelow(after: string, kind: DocumentKind): string | undefined {
  if (kind.type !== 'prose' || after.trim() === '') return '';
  if (kind.form === 'org') return undefined;
  const [indentation = ''] = /^[ \t]*(?=\S)/m.exec(after.replace(/^[^\r\n]*/, '')) ?? [];
  if (kind.form === 'restructuredText') return indentation === '' ? '' : '..';
  if (!/^(?: {2}|\t| \t)/.test(indentation)) return '';
  return kind.form === 'mdx' ? '{/* */}' : kind.form === 'markdown' ? '<!-- -->' : '';
}
