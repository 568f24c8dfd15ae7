import { language, t } from './words.ts';

/** Returns the sentence for a reading that could not be made anew. */
export function shownAsOf(iso: string): string {
  return t('Offline. Showing content from {0}', when(iso));
}

/** The time of day, with its date where that is another day. */
function when(iso: string): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(language(), isToday ? { timeStyle: 'short' } : { dateStyle: 'short', timeStyle: 'short' });
}

/** The mark of a conversation that is not the person's own. */
export const othersConversation = () =>
  t('This conversation belongs to another user of this API key. Nothing of it is stored on this computer.');

/** Returns the note beside a title that was given here: neither vendor's service can rename a conversation. */
export const localTitle = () => t('Local title, on this computer only');
