import type { Draft } from '../../chat/model/model.ts';
import { contextItems, readAs } from '../files/shapes.ts';

/** A draft as its file holds it. */
export interface Written extends Draft {
  /** The question that it changes; its file is named after it, which cannot be read back. */
  readonly edits?: string | undefined;
}

export const nothing: Written = { text: '', passages: [] };
export function isEmpty({ text, passages }: Written): boolean {
  return text === '' && passages.length === 0;
}

/** Returns the data of a draft's file: a text by itself, or with passages, or of a change. */
export function onDisk(written: Written): unknown {
  return written.passages.length > 0 || written.edits !== undefined ? written : written.text;
}

/** Returns the draft in a file's data. */
export function draftOf(data: unknown): Written {
  if (typeof data === 'string') return { text: data, passages: [] };
  const { text, passages, edits } = (data ?? {}) as Partial<Written>;
  return {
    text: typeof text === 'string' ? text : '',
    passages: readAs(contextItems, passages) ?? [],
    ...(typeof edits === 'string' && { edits }),
  };
}
