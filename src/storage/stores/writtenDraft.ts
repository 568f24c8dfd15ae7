import type { Draft } from '../../chat/model/model.ts';
import { contextItems, owner as ownerShape, readAs } from '../files/shapes.ts';
import type { Owner } from '../files/windowOwner.ts';

/** What has given way to a question that `owner` changes. */
export interface WrittenAside extends Draft {
  readonly owner?: Owner;
}

/** A draft as its file holds it. */
export interface Written extends Draft {
  readonly aside?: WrittenAside;
}

export const nothing: Written = { text: '', passages: [] };
export function isEmpty({ text, passages, aside }: Written): boolean {
  return text === '' && passages.length === 0 && !aside;
}

/** A text by itself, or with passages. */
export function onDisk(written: Written): unknown {
  return written.passages.length > 0 || written.aside ? written : written.text;
}

/** What `onDisk` made of a draft. */
export function draftOf(data: unknown): Written {
  if (typeof data === 'string') return { text: data, passages: [] };
  const { aside } = (data ?? {}) as Partial<Written>;
  if (!aside) return textAndPassages(data);
  const owner = readAs(ownerShape, aside.owner);
  return { ...textAndPassages(data), aside: { ...textAndPassages(aside), ...(owner && { owner }) } };
}

function textAndPassages(data: unknown): Draft {
  const { text, passages } = (data ?? {}) as Partial<Draft>;
  return { text: typeof text === 'string' ? text : '', passages: readAs(contextItems, passages) ?? [] };
}
