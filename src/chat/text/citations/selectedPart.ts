import type { Message } from '../../model/model.ts';

/** The words of an answer that are selected as an answer of their own, with the sources that they name. */
export function partOf(answer: Message, words: string): Message {
  const named = new Set(Array.from(words.matchAll(/\[(\d+(?:, ?\d+)*)\]/g), ([, ids = '']) => ids.split(/, ?/)).flat());
  const sources = answer.sources.filter(({ id }) => named.has(id));
  const { moreSources: _, ...rest } = answer;
  return { ...rest, text: asMarkdown(words), sources };
}

/** Plain words as Markdown that reads as they do; numbers of sources stay. */
function asMarkdown(words: string): string {
  return words
    .split('\n')
    .map((line) =>
      line
        .replace(/[\\`*~<>|#]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)|\[(?!\d+(?:, ?\d+)*\])/gu, '\\$&')
        .replace(/^(?=[=+-])/, '\\')
        .replace(/^(\d+)(?=[.)])/, '$1\\'),
    )
    .join('\n');
}
