const months = [
  'Jan(?:uary?)?|Januar|Jänner|Feb(?:ruary?)?|Feber|March|März|Mär|Mrz|Maerz|Mar|Apr(?:il)?|May|Mai|June?|Juni?|Juno',
  'July?|Juli|Julei|Aug(?:ust)?|Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?',
].join('|');

/** A day, a dot and the name of a month, as a German date begins. */
const date = new RegExp(`^(?:0?[1-9]|[12]\\d|3[01])\\.[ \\t]+(?:${months})(?![\\p{L}\\p{N}])`, 'iu');

/** Returns whether a line begins with a date, whose number counts no item of a list. */
export function beginsWithDate(line: string): boolean {
  return date.test(line);
}
