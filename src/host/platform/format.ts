import { language, t } from './words.ts';

/** What is said of a reading that could not be made anew. */
export function shownAsOf(iso: string): string {
  return t('Not connected: shown as of {0}', when(iso));
}

/** The time of day, with its date where that is another day. */
function when(iso: string): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(language(), isToday ? { timeStyle: 'short' } : { dateStyle: 'short', timeStyle: 'short' });
}

/** Neither vendor's service can rename a conversation. */
export const localTitle = () => t('Local title, on this computer only');
