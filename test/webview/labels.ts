import { readFileSync } from 'node:fs';
import { vi } from 'vitest';
import type { Labels } from '../../src/pageWords.ts';

const german = JSON.parse(readFileSync(new URL('../../l10n/bundle.l10n.de.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, string>
>;

/** The words that the extension really hands to its page. */
export async function labelsIn(language: 'en' | 'de'): Promise<Labels> {
  const bundle = language === 'de' ? german : {};
  const t = (text: string, ...values: string[]) =>
    (bundle[text] ?? text).replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '');
  vi.resetModules();
  vi.doMock('vscode', () => ({ l10n: { t }, env: { language } }));
  const { labels } = await import('../../src/host/labels.ts');
  return labels();
}
