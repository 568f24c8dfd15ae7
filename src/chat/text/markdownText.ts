import { withNames } from './invisibleCharacters.ts';

/**
 * Words of others as one line of Markdown that reads as they do: no mark in them works, and what cannot be seen in them is
 * named. Only what would work is escaped, so that ordinary titles stay as they are.
 */
export function asMarkdownLine(text: string): string {
  return withNames(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*[\]<~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu, '\\$&')
    .replace(/^(?=[#>=+-])/, '\\')
    .replace(/^(\d+)(?=[.)])/, '$1\\');
}
