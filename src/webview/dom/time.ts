/** Hours and minutes where the person is, as the message's header shows them, or nothing when the time is not known. */
export function clockTime(iso: string | undefined, language: string): string | undefined {
  return format(iso, language, { timeStyle: 'short' });
}

/** The whole date with weekday, for the tooltip. */
export function fullTime(iso: string | undefined, language: string): string | undefined {
  return format(iso, language, { dateStyle: 'full', timeStyle: 'medium' });
}

/** The whole date with weekday, as it stands between two days. */
export function longDay(iso: string, language: string): string | undefined {
  return format(iso, language, { dateStyle: 'full' });
}

/** The day of a moment where the person is, as `2026-11-20`, or nothing when the time is not known. */
export function calendarDay(iso: string | undefined): string | undefined {
  const date = new Date(iso ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return undefined;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Making a formatter takes longer than formatting; a long thread needs the same two over and over. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function format(iso: string | undefined, language: string, options: Intl.DateTimeFormatOptions): string | undefined {
  const date = new Date(iso ?? Number.NaN);
  // A vendor may send what is no date; a message without its time is better than none.
  if (Number.isNaN(date.getTime())) return undefined;
  const key = JSON.stringify([language, options]);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(language, options);
  formatters.set(key, known);
  return known.format(date);
}
