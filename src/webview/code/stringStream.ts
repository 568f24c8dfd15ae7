type Pattern = string | RegExp | ((character: string) => boolean);

const tabSize = 4;

/** One line of code as CodeMirror's stream parsers read it (their `StringStream`, without the package around it). */
export class StringStream {
  readonly string: string;
  readonly indentUnit = 2;
  pos = 0;
  start = 0;

  constructor(line: string) {
    this.string = line;
  }

  eol(): boolean {
    return this.pos >= this.string.length;
  }

  sol(): boolean {
    return this.pos === 0;
  }

  peek(): string | undefined {
    return this.string[this.pos];
  }

  next(): string | undefined {
    return this.eol() ? undefined : this.string[this.pos++];
  }

  eat(pattern: Pattern): string | undefined {
    const character = this.peek();
    if (character === undefined) return undefined;
    const fits =
      typeof pattern === 'string'
        ? character === pattern
        : pattern instanceof RegExp
          ? pattern.test(character)
          : pattern(character);
    return fits ? this.next() : undefined;
  }

  eatWhile(pattern: Pattern): boolean {
    const start = this.pos;
    while (this.eat(pattern));
    return this.pos > start;
  }

  eatSpace(): boolean {
    return this.eatWhile(/[\s\u00a0]/);
  }

  skipToEnd(): void {
    this.pos = this.string.length;
  }

  skipTo(text: string): boolean {
    const found = this.string.indexOf(text, this.pos);
    if (found >= 0) this.pos = found;
    return found >= 0;
  }

  backUp(count: number): void {
    this.pos -= count;
  }

  column(): number {
    return width(this.string.slice(0, this.start));
  }

  indentation(): number {
    return width(/^[\s\u00a0]*/.exec(this.string)?.[0] ?? '');
  }

  match(pattern: string | RegExp, consume = true, ignoreCase = false): boolean | RegExpMatchArray | null {
    const rest = this.string.slice(this.pos);
    if (typeof pattern !== 'string') {
      const found = pattern.exec(rest);
      if (!found || found.index > 0) return null;
      if (consume) this.pos += found[0].length;
      return found;
    }
    const start = rest.slice(0, pattern.length);
    const fits = ignoreCase ? start.toLowerCase() === pattern.toLowerCase() : start === pattern;
    if (fits && consume) this.pos += pattern.length;
    return fits;
  }

  current(): string {
    return this.string.slice(this.start, this.pos);
  }
}

function width(text: string): number {
  let columns = 0;
  for (const character of text) columns += character === '\t' ? tabSize - (columns % tabSize) : 1;
  return columns;
}
