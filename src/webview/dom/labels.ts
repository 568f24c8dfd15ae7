import type { Labels } from '../../pageWords.ts';

/** The words that the host wrote as JSON into `<body data-labels>`; an inline script could not run. */
export function readLabels(): Labels {
  return JSON.parse(document.body.dataset['labels'] ?? '') as Labels;
}

/** Puts the values in the place of `{0}`, `{1}` … */
export function fill(pattern: string, ...values: readonly (string | number)[]): string {
  return pattern.replace(/\{(\d)\}/g, (placeholder, index: string) => String(values[Number(index)] ?? placeholder));
}
