import type { StateBlock } from 'markdown-it';
import { isAddress } from './linkAddress.ts';

/** A label at the beginning of a line, and where it would lead, which may stand in the next line. */
const definition = /^\[((?:\\.|[^[\]\\])+)\]:[ \t]*(?:\n[ \t>]*)?(<[^<>\n]*>|\S*)/;

/** Numbers as a citation has them, and labels of footnotes. */
const note = /^\s*(?:\^[\s\S]*|\d{1,3}(?:\s*,\s*\d{1,3})*)\s*$/;

/**
 * Returns whether what begins like a definition (`[a]: …`) says something that would vanish: a footnote, a source that the answer
 * names in its own words, or what is filled in for `[Name]`. Only an address for a word is a definition.
 */
export function saysSomething(text: string): boolean {
  const [, label = '', destination = ''] = definition.exec(text) ?? [];
  return note.test(label) || !isAddress(destination.replace(/^<(?=[a-z])/i, ''));
}

/** Returns whether the line names a source by its number, `[2]: …`: it stands for itself, whatever stands above. */
export function namesSource(line: string): boolean {
  return /^\[\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*\]:/.test(line);
}

/** Under this key the definitions of a text that is read in parts hold the labels that all of it uses. */
export const labelsInUse: unique symbol = Symbol('labels in use');

type Definitions = Record<string, { readonly href: string }> & { readonly [labelsInUse]?: ReadonlySet<string> };

const inUse = new WeakMap<StateBlock, ReadonlySet<string>>();

/**
 * Lines of the definition that begins with `text`, of which nothing would be read: no link uses its label, or the label
 * leads elsewhere already. Zero where there is none.
 */
export function unreadLines(state: StateBlock, text: string): number {
  const [whole, label, destination = ''] = definition.exec(text) ?? [];
  if (whole === undefined || label === undefined || saysSomething(text)) return 0;
  const { references }: { references?: Definitions } = state.env;
  const used =
    references?.[labelsInUse] ?? inUse.get(state) ?? usedLabels(state.src, state.md.utils.normalizeReference);
  inUse.set(state, used);
  const key = state.md.utils.normalizeReference(label);
  const known = references && Object.hasOwn(references, key) ? references[key]?.href : undefined;
  const href = state.md.utils.unescapeAll(destination.replace(/^<|>$/g, ''));
  return used.has(key) && (known ?? href) === href ? 0 : whole.split('\n').length;
}

const label = /\[((?:\\.|[^[\]\\])+)\](:?)/g;
/** What may stand before a definition in its line. */
const beginning = /(?:^|\n)[\s>]*(?:(?:[-*+]|\d+[.)])[\s>]*)*$/;

/** The labels that a text defines and has elsewhere, too. */
export function usedLabels(text: string, normalize: (label: string) => string): ReadonlySet<string> {
  const { defined, used } = labelsIn(text, normalize);
  return new Set([...defined].filter((words) => used.has(words)));
}

/** The labels that a text defines, used or not. */
export function definedLabels(text: string, normalize: (label: string) => string): ReadonlySet<string> {
  return labelsIn(text, normalize).defined;
}

function labelsIn(text: string, normalize: (label: string) => string): Record<'defined' | 'used', Set<string>> {
  const [defined, used] = [new Set<string>(), new Set<string>()];
  if (!text.includes(']:')) return { defined, used };
  for (const { 1: words = '', 2: colon, index } of text.matchAll(label)) {
    const isDefinition = colon === ':' && beginning.test(text.slice(Math.max(0, index - 40), index));
    if (!note.test(words)) (isDefinition ? defined : used).add(normalize(words.replace(/\n[\s>]*/g, ' ')));
  }
  return { defined, used };
}
