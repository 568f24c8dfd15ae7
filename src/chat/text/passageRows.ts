import { beginningOf, shortened } from '../model/limits.ts';
import type { Source } from '../model/model.ts';
import { plainLine } from './inlineMarkdown.ts';

/** A passage for a list: its lines as they are read, and its beginning in one piece. */
export interface PassageRows {
  /** Lines with words, the first 200; the last of them is “…” where the passage goes on. */
  readonly rows: readonly string[];
  /** The passage in at most 2,000 characters, which end in “…” where it goes on. */
  readonly summary: string;
}

const mostRows = 200;
const longestText = 2_000;

/** A source keeps its identity, so that its passage is laid out once, however many rows it has. */
const known = new WeakMap<Source, PassageRows>();

export function passageRows(source: Source): PassageRows {
  const rows = known.get(source) ?? laidOut(source);
  known.set(source, rows);
  return rows;
}

function laidOut({ passage, shortened: goesOn }: Source): PassageRows {
  const lines = passage.split('\n').map((line) => shortened(plainLine(line), longestText));
  const words = lines.filter((line) => line !== '');
  const whole = lines.join('\n').trim();
  const summary = beginningOf(whole, longestText - 1);
  const rows = words.length > mostRows || goesOn ? [...words.slice(0, mostRows - 1), '…'] : words;
  return { rows, summary: summary.length < whole.length || goesOn ? `${summary}…` : whole };
}
