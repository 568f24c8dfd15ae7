/** What is left of a line, and the column where it begins: a tab reaches to the next multiple of four. */
export interface Rest {
  readonly text: string;
  readonly column: number;
}

/** A quote, or a list's item by the columns that its lines are indented by. */
type Container = 'quote' | number;

interface Fence {
  readonly mark: string;
  readonly indent: number;
}

/** Walks through Markdown line by line, as far as quotes, lists and code are concerned. */
export class Containers {
  #open: Container[] = [];
  #fence: Fence | undefined;
  #inParagraph = false;
  /** An item that has only its mark as yet: a blank line ends it. */
  #itemIsEmpty = false;

  /** How far code is indented at this place: as its fence is, or by what makes it code. */
  get indent(): number {
    return this.#fence?.indent ?? 4;
  }

  /** A line of code, without the marks and the indentation of what it stands in. */
  inside(line: string): Rest {
    const { rest, depth } = this.#matched(line);
    return this.#fence && depth === this.#open.length ? rest : this.#opened(line, true);
  }

  /** The next line that is no code of a block that is looked for. */
  pass(line: string): void {
    const { rest, depth } = this.#matched(line);
    if (this.#fence && depth === this.#open.length) {
      if (closes(rest, this.#fence)) this.#fence = undefined;
      return;
    }
    this.#opened(line);
  }

  /** What is left of a line behind the marks of the containers that are open, as far as it goes on in them. */
  #matched(line: string): { readonly rest: Rest; readonly depth: number } {
    let rest: Rest = { text: line, column: 0 };
    let depth = 0;
    for (const container of this.#open) {
      if (container === 'quote') {
        // The parser lets a quote go on behind any indentation.
        const inner = quoted(unindented(rest, indentOf(rest)));
        if (!inner) break;
        rest = inner;
      } else if (isBlank(rest) || indentOf(rest) >= container) rest = unindented(rest, container);
      else break;
      depth++;
    }
    return { rest, depth };
  }

  /** The same behind the marks of those that the line opens, too. */
  #opened(line: string, isKnownCode = false): Rest {
    const { rest: first, depth } = this.#matched(line);
    let rest = first;
    const interrupts = this.#inParagraph && depth === this.#open.length;
    const isLazy = this.#inParagraph && !interrupts;
    const kept = this.#open;
    this.#open = kept.slice(0, depth);
    this.#fence = undefined;
    for (;;) {
      const inner = quoted(rest);
      const item = inner || isRule(rest) ? undefined : itemOf(rest, interrupts && this.#open.length === depth);
      if (!inner && !item) break;
      this.#open.push(item?.width ?? 'quote');
      rest = inner ?? item?.rest ?? rest;
    }
    const opens = this.#open.length > depth;
    if (this.#itemIsEmpty && isBlank(rest) && depth === kept.length) this.#open.pop();
    this.#itemIsEmpty = opens && isBlank(rest) && this.#open.at(-1) !== 'quote';
    this.#fence = fenceOf(rest);
    const goesOn = this.#inParagraph && !opens && !isKnownCode;
    const isCode = indentOf(rest) >= 4 && !goesOn;
    const ends = goesOn && !isLazy && /^(?:=+|-+)[ \t]*$/.test(marked(rest)?.text ?? '');
    const stands = isRule(rest) || isHeading(rest) || (!goesOn && isNumberedSource(rest));
    this.#inParagraph = !(isBlank(rest) || this.#fence || isCode || ends || stands);
    // A line of a paragraph may leave out the marks of what the paragraph stands in.
    if (isLazy && !opens && this.#inParagraph) this.#open = kept;
    return rest;
  }
}

/** Without the blanks of so many columns; what is left of a tab is blanks. */
export function unindented({ text, column }: Rest, columns: number): Rest {
  const end = column + columns;
  let at = 0;
  let now = column;
  for (; now < end && (text[at] === ' ' || text[at] === '\t'); at++) now += text[at] === '\t' ? 4 - (now % 4) : 1;
  return { text: ' '.repeat(Math.max(now - end, 0)) + text.slice(at), column: Math.min(now, end) };
}

function indentOf({ text, column }: Rest): number {
  let now = column;
  for (const character of text) {
    if (character !== ' ' && character !== '\t') break;
    now += character === '\t' ? 4 - (now % 4) : 1;
  }
  return now - column;
}

/** Such a line is a block of its own, as the page paints it. */
function isNumberedSource(rest: Rest): boolean {
  return /^\[\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*\]:/.test(marked(rest)?.text ?? '');
}

function isBlank({ text }: Rest): boolean {
  return /^[ \t]*$/.test(text);
}

/** Behind its blanks, if they are too few for code. */
function marked(rest: Rest): Rest | undefined {
  const indent = indentOf(rest);
  return indent < 4 ? unindented(rest, indent) : undefined;
}

function quoted(rest: Rest): Rest | undefined {
  const inner = marked(rest);
  if (!inner?.text.startsWith('>')) return undefined;
  const column = inner.column + 1;
  const text = inner.text.slice(1);
  // What is left of a tab reaches as far as the tab.
  const keepsTab = text.startsWith('\t') && column % 4 !== 3;
  return keepsTab ? { text, column: column + 1 } : unindented({ text, column }, 1);
}

function isRule(rest: Rest): boolean {
  return /^([-*_])[ \t]*(?:\1[ \t]*){2,}$/.test(marked(rest)?.text ?? '');
}

function isHeading(rest: Rest): boolean {
  return /^#{1,6}(?:[ \t]|$)/.test(marked(rest)?.text ?? '');
}

/** An item of a list that begins here. In the middle of a paragraph it has to say something, and to be the first. */
function itemOf(rest: Rest, interrupts: boolean): { readonly width: number; readonly rest: Rest } | undefined {
  const inner = marked(rest);
  const mark = /^(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/.exec(inner?.text ?? '')?.[0];
  if (!inner || mark === undefined) return undefined;
  const behind: Rest = { text: inner.text.slice(mark.length), column: inner.column + mark.length };
  if (interrupts && (isBlank(behind) || !/^(?:[-*+]|0*1[.)])$/.test(mark))) return undefined;
  const blanks = isBlank(behind) || indentOf(behind) > 4 ? 1 : indentOf(behind);
  return { width: inner.column - rest.column + mark.length + blanks, rest: unindented(behind, blanks) };
}

function fenceOf(rest: Rest): Fence | undefined {
  const mark = /^(?:`{3,}(?!.*`)|~{3,})/.exec(marked(rest)?.text ?? '')?.[0];
  return mark === undefined ? undefined : { mark, indent: indentOf(rest) };
}

function closes(rest: Rest, { mark }: Fence): boolean {
  const text = marked(rest)?.text.trimEnd() ?? '';
  return text.startsWith(mark) && text === (mark[0] ?? '').repeat(text.length);
}
