import type { DemoLanguage } from './options.ts';

/** Returns one form for the spellings of a word: case, accents, `ue` for `ü`, and the commonest endings. */
export function fold(word: string, language: DemoLanguage): string {
  const plain = word.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');
  if (language === 'de') return plain.replace(/([aou])e/g, '$1').replace(/(?<=.{4})(?:ern|en|em|er|es|e|n|s)$/, '');
  return plain.replace(/(?<=.{3})(?:ing|ies|ied|ed|es|e|s|y)$/, '');
}
