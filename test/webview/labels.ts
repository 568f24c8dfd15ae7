import { readFileSync } from 'node:fs';
import { labels } from '../../src/host/chat/pageLabels.ts';
import { speak } from '../../src/host/platform/words.ts';
import type { Labels } from '../../src/pageWords.ts';

const german = JSON.parse(readFileSync(new URL('../../l10n/bundle.l10n.de.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, string>
>;

/** The words that the extension really hands to its page. */
export function labelsIn(language: 'en' | 'de'): Labels {
  const bundle = language === 'de' ? german : {};
  speak(language, (text, ...values) =>
    (bundle[text] ?? text).replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? ''),
  );
  return labels();
}
