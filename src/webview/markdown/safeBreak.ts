import { leavesOpen, type References } from './parser.ts';

/** A paragraph is cut only where it has grown by so much. */
const enough = 600;
/** Text at the end that stays open. */
const rest = 100;

const token = /\\[^\n]|`+|\[|\](?:\([^\s()<>"']*\)|\(|\[)?| (?=[^\s])|\n|\|/g;

/**
 * Offset in the text of a paragraph before which nothing can change, whatever follows: no link, code or emphasis is open
 * there. Undefined when there is none, or when the text is still short. When in doubt there is none.
 */
export function safeBreak(text: string, references: References): number | undefined {
  // At its start a paragraph may turn out to be a definition, and a formula is read line by line.
  if (text.length < enough || /^(?:\[|\\\[|\$\$)/.test(text)) return undefined;
  let brackets = 0;
  let bars = false;
  const places: number[] = [];
  token.lastIndex = 0;
  for (let found = token.exec(text); found && found.index < text.length - rest; found = token.exec(text)) {
    const [word] = found;
    if (word === '\n') bars = false;
    // A line with bars may become the head of a table, and must then be whole.
    else if (word === '|') bars = true;
    else if (word === '[') brackets++;
    else if (word === '](') break;
    // Closes one and opens the next.
    else if (word === '][') continue;
    else if (word.startsWith(']')) brackets = Math.max(brackets - 1, 0);
    else if (word.startsWith('`')) {
      const close = closingTicks(text, token.lastIndex, word.length);
      if (close === undefined) break;
      token.lastIndex = close;
    } else if (word === ' ' && brackets === 0 && !bars && /\S/.test(text[found.index - 1] ?? ' ')) {
      places.push(found.index + 1);
    }
  }
  // Where the last place lies in bold text, one further up does not.
  return [1, 0.75, 0.5, 0.25]
    .map((part) => places[Math.ceil(places.length * part) - 1])
    .find((place) => place !== undefined && !leavesOpen(text.slice(0, place), references));
}

/** Offset after the run of exactly `length` ticks that closes the code. */
function closingTicks(text: string, from: number, length: number): number | undefined {
  for (const { index, 0: run } of text.slice(from).matchAll(/`+/g)) {
    if (run.length === length) return from + index + length;
  }
  return undefined;
}
