import { definedLabels, labelsInUse } from '../../chat/text/reading/definitions.ts';
import { parser, type References } from './parser.ts';

/** Labels whose definition is new, different or gone. */
export function changedLabels(before: References, after: References): string[] {
  const labels = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...labels].filter(
    (label) => before[label]?.href !== after[label]?.href || before[label]?.title !== after[label]?.title,
  );
}

/** Returns the part of a piece of Markdown that can be searched for labels; undefined when it refers to nothing. */
export function searchable(source: string): string | undefined {
  return source.includes('[') ? withoutMarks(parser.utils.normalizeReference(source)) : undefined;
}

/** Returns whether a piece may refer to one of the labels. When in doubt it may: painting it again is only slower. */
export function mayUse(text: string | undefined, labels: readonly string[]): boolean {
  return text !== undefined && labels.some((label) => text.includes(withoutMarks(label)));
}

// In a quote a label may run over lines, with the mark of the quote inside.
function withoutMarks(text: string): string {
  return text.replace(/[\s>]+/g, ' ').trim();
}

/**
 * The definitions that are known, with the labels that are in use now. Undefined where `frozen`, what was read for good,
 * has a definition that is in use since, or is no more: it was read as what it then was.
 */
export function withLabelsOf(now: References, known: References, frozen: string): References | undefined {
  const [labels, before] = [now[labelsInUse] ?? new Set<string>(), known[labelsInUse] ?? new Set<string>()];
  const changed = [...labels, ...before].filter((label) => labels.has(label) !== before.has(label));
  const inFrozen = definedLabels(changed.length > 0 ? frozen : '', parser.utils.normalizeReference);
  return changed.some((label) => inFrozen.has(label)) ? undefined : { ...known, ...now };
}
