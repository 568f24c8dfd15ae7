import { parser, type References } from './parser.ts';

/** Labels whose definition is new, different or gone. */
export function changedLabels(before: References, after: References): string[] {
  const labels = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...labels].filter((label) => before[label]?.href !== after[label]?.href);
}

/** Whether a block may refer to one of the labels. When in doubt it may: painting it again is only slower. */
export function mayUse(source: string, labels: readonly string[]): boolean {
  if (!source.includes('[')) return false;
  // In lists and quotes a label may run over lines whose marks stand inside it.
  if (source.trimEnd().includes('\n')) return true;
  const normalised = parser.utils.normalizeReference(source);
  return labels.some((label) => normalised.includes(label));
}
