/** Lines of a document that belong together, counted from 0, the end exclusive. */
export interface Lines {
  readonly start: number;
  readonly end: number;
}

/** Rules that tell a form's blocks apart by their lines. */
export interface BlockRules {
  /**
   * Returns the test for the line that closes the block which `line` opens; undefined where it opens none. An unclosed
   * block is none.
   */
  closes?(line: string): ((line: string) => boolean) | undefined;
  /** Returns the number of brackets or environments that a line leaves open; a block ends where none is. */
  depth?(line: string): number;
  /** Whether `next`, below an empty line, goes on with the block that began with `first`. */
  goesOn?(first: string, next: string): boolean;
  /** Whether the line stands for itself. */
  isAlone?(line: string): boolean;
}

const isEmpty = (line: string | undefined) => line === undefined || line.trim() === '';

/** The block that holds the line; undefined where the line is empty and no block goes on over it. */
export function blockAt(lines: readonly string[], line: number, rules: BlockRules): Lines | undefined {
  for (let start = 0; start < lines.length; ) {
    if (isEmpty(lines[start])) {
      if (start === line) return undefined;
      start++;
      continue;
    }
    const end = endOfBlock(lines, start, rules);
    if (line < end) return line < start ? undefined : { start, end };
    start = end;
  }
  return undefined;
}

function endOfBlock(lines: readonly string[], start: number, rules: BlockRules): number {
  const first = lines[start] ?? '';
  if (rules.isAlone?.(first)) return start + 1;
  let at = start;
  while (at < lines.length) {
    at = endOfPart(lines, at, rules);
    let next = at;
    while (next < lines.length && isEmpty(lines[next])) next++;
    if (next >= lines.length || !rules.goesOn?.(first, lines[next] ?? '')) break;
    at = next;
  }
  return at;
}

/** Returns where lines end that follow each other without an empty one, as far as no block stands around that. */
function endOfPart(lines: readonly string[], start: number, rules: BlockRules): number {
  let at = start;
  while (at < lines.length && !isEmpty(lines[at]) && (at === start || !rules.isAlone?.(lines[at] ?? ''))) {
    const line = lines[at] ?? '';
    const closes = rules.closes?.(line);
    const closing = closes ? lines.findIndex((other, index) => index > at && closes(other)) : -1;
    at = closing < 0 ? endOfDepth(lines, at, rules) : closing + 1;
  }
  return at;
}

function endOfDepth(lines: readonly string[], at: number, { depth }: BlockRules): number {
  let open = depth?.(lines[at] ?? '') ?? 0;
  if (open <= 0) return at + 1;
  for (let next = at + 1; next < lines.length; next++) {
    open += depth?.(lines[next] ?? '') ?? 0;
    if (open <= 0) return next + 1;
  }
  return at + 1;
}
