/** Hours and minutes as the message's header shows them, or nothing when the time is not known. */
export function clockTime(iso: string | undefined, language: string): string | undefined {
  return format(iso, language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** The whole date with weekday, for the tooltip. */
export function fullTime(iso: string | undefined, language: string): string | undefined {
  return format(iso, language, { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' });
}

function format(iso: string | undefined, language: string, options: Intl.DateTimeFormatOptions): string | undefined {
  const date = new Date(iso ?? Number.NaN);
  // A vendor may send what is no date; a message without its time is better than none.
  return Number.isNaN(date.getTime()) ? undefined : new Intl.DateTimeFormat(language, options).format(date);
}
