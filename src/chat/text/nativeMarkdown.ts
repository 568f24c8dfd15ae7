/**
 * Writes the Markdown of an answer for VS Code's own views, piece by piece as it grows. What is painted there loads
 * nothing, runs nothing and leads to https alone, and each sign is read as it was written: images and HTML come as text,
 * and what those views would read as markup and this extension's page does not is escaped.
 *
 * Code is given as a fence of its own at the margin, so that both sides agree on where it begins and ends; a code span
 * ends on its line. All else is escaped by what stands next to it.
 */
export class NativeMarkdown {
  /** The last line, as far as it is not let out yet. */
  #pending = '';
  /** The beginning of that line was seen to. */
  #amid = false;
  #fence: Fence | undefined;
  #blankBefore = true;
  #inList = false;
  #number: number | undefined;

  /** Returns the text that can be shown now that `delta` has come. */
  push(delta: string): string {
    const carriage = this.#pending.endsWith('\r') ? '\r' : '';
    const lines = `${carriage}${delta}`.split(/\r\n|\n|\r(?!$)/);
    if (carriage) this.#pending = this.#pending.slice(0, -1);
    let out = '';
    for (const [index, line] of lines.entries()) {
      this.#pending += line;
      if (index === lines.length - 1) break;
      out += `${this.#line(this.#pending)}\n`;
      this.#pending = '';
      this.#amid = false;
    }
    return out + this.#beginning();
  }

  /** The rest, with what is open closed, so that nothing that follows belongs to it. */
  end(): string {
    const line = this.#pending.replace(/\r$/, '');
    const out = line === '' ? '' : this.#line(line);
    const closing = this.#fence ? `${line === '' ? '' : '\n'}${this.#fence.marker}\n` : '';
    this.#pending = '';
    this.#fence = undefined;
    return out + closing;
  }

  /** Returns the part of an unfinished line that does not depend on the rest. */
  #beginning(): string {
    if (this.#fence) return '';
    let out = '';
    if (!this.#amid) {
      const isPlain = /^ {0,3}[\p{L}"'„“(]/u.test(this.#pending);
      if ((!isPlain && this.#pending.length < 80) || this.#mayBeCode(this.#pending)) return '';
      out = this.#start();
    }
    const cut = lastBreak(this.#pending);
    if (cut <= 0) return out;
    // A code span that does not close for so long is none.
    const [text, length] = escaped(this.#pending.slice(0, cut), this.#pending.length > longestSpan);
    this.#pending = this.#pending.slice(length);
    return out + text;
  }

  #mayBeCode(line: string): boolean {
    const head = line.slice(0, headLength);
    return /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:`{3}|~{3})/.test(head) || this.#isIndentedCode(head);
  }

  #isIndentedCode(line: string): boolean {
    return this.#blankBefore && !this.#inList && /^(?: {4}|\t)/.test(line) && line.trim() !== '';
  }

  #line(line: string): string {
    if (this.#amid) return escaped(line, true)[0];
    if (this.#fence) return this.#code(this.#fence, line);
    const opening = /^([\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(line);
    if (opening) {
      const [, before = '', marker = '', info = ''] = opening;
      return this.#open({ marker, indent: before.length, isIndented: false, quoted: before.includes('>') }, info);
    }
    if (this.#isIndentedCode(line)) {
      const fence = { marker: '~~~~~~~~', indent: 4, isIndented: true, quoted: false };
      return `${this.#open(fence, '')}\n${this.#code(fence, line)}`;
    }
    this.#pending = line;
    return this.#start() + escaped(this.#pending, true)[0];
  }

  /** The beginning of a line of prose, which decides what the line is. */
  #start(): string {
    const line = this.#pending;
    const isBlank = line.trim() === '';
    if (/^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(line)) this.#inList = true;
    else if (!isBlank && this.#blankBefore && !/^\s/.test(line)) this.#inList = false;
    if (!isBlank && !this.#inList) this.#number = undefined;
    this.#blankBefore = isBlank;
    this.#amid = true;
    return this.#numbered(line);
  }

  /** A number keeps its own value, which a list would count for itself; before a month it is a date. */
  #numbered(line: string): string {
    const [mark = '', digits = '', end = ''] = /^(\d{1,9})([.)])(?=\s)/.exec(line) ?? [];
    if (mark === '') return '';
    const number = Number(digits);
    const isDate = months.test(line.slice(mark.length, mark.length + 40));
    const goesOn = this.#number === undefined || number === this.#number + 1;
    if (!isDate) this.#number = number;
    if (!isDate && goesOn) return '';
    this.#pending = line.slice(mark.length);
    return `${isDate ? '' : '\n'}${digits}\\${end}`;
  }

  #open(fence: Fence, info: string): string {
    this.#fence = fence;
    this.#number = undefined;
    const before = this.#blankBefore ? '' : '\n';
    this.#blankBefore = false;
    return `${before}${fence.marker}${info.replace(/[^\w+#.-].*/, '').trimEnd()}`;
  }

  #code(fence: Fence, line: string): string {
    const within = fence.quoted ? line.replace(/^[ \t]*(?:>[ \t]?)+/, '') : line;
    const indent = /^[ \t]*/.exec(within)?.[0].length ?? 0;
    const text = within.trim();
    const closes =
      !fence.isIndented && text.length >= fence.marker.length && text === fence.marker[0]?.repeat(text.length);
    const leaves =
      text !== '' &&
      (fence.isIndented ? !/^(?: {4}|\t)/.test(line) : fence.quoted ? !/^[ \t]*>/.test(line) : indent < fence.indent);
    if (closes || leaves) {
      this.#fence = undefined;
      this.#blankBefore = true;
      return closes ? `${fence.marker}\n` : `${fence.marker}\n\n${this.#line(line)}`;
    }
    if (fence.isIndented) return line.replace(/^(?: {1,4}|\t)/, '');
    return fence.quoted ? within : within.slice(Math.min(indent, fence.indent));
  }
}

interface Fence {
  readonly marker: string;
  /** The indentation from the margin. */
  readonly indent: number;
  /** Four blanks before each line in the place of fences. */
  readonly isIndented: boolean;
  readonly quoted: boolean;
}

const months = /^\s+(?:jan|feb|mär|maerz|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)[a-zä]*\.?(?:\s|$|,)/i;

/** The longest wait of an unfinished line for a code span to close, in characters. */
const longestSpan = 2_000;

/** So much of a line says what it is, in characters. */
const headLength = 400;

/**
 * Returns where an unfinished line can be parted: its last blank behind a word, among the characters that have just
 * come.
 */
function lastBreak(line: string): number {
  const first = Math.max(0, line.length - headLength);
  for (let at = line.lastIndexOf(' '); at > first; at = line.lastIndexOf(' ', at - 1)) {
    if (/[\p{L}\p{N}.,;:!?]/u.test(line[at - 1] ?? '')) return at;
  }
  return -1;
}

/**
 * The prose of a line, escaped, and how many characters of `line` it is for: in an unfinished line a code span that is
 * open has to wait.
 */
function escaped(line: string, isWhole: boolean): [text: string, length: number] {
  let text = '';
  let at = 0;
  // A plain address goes on to the next blank, backticks and all.
  let inAddress = false;
  while (at < line.length) {
    const ticks = /^`+/.exec(line.slice(at, at + 200))?.[0] ?? '';
    if (ticks !== '') {
      const end = inAddress ? -1 : closingTicks(line, at + ticks.length, ticks.length);
      const span = end < 0 ? '' : line.slice(at, end);
      if (span !== '' && !/(?<!\\)\|/.test(span)) {
        text += span;
        at = end;
        continue;
      }
      if (!isWhole && !inAddress) return [text, at];
      text += byNumber('`').repeat(ticks.length);
      at += ticks.length;
      continue;
    }
    const escapes = line[at] === '\\' ? (/^[!-/:-@[-`{-~]/.exec(line[at + 1] ?? '')?.[0] ?? '') : undefined;
    text += escapes === undefined ? sign(line, at) : withEscape(escapes);
    inAddress = line.startsWith('://', at) || (inAddress && !/\s/.test(line[at] ?? ''));
    at += 1 + (escapes ?? '').length;
  }
  return [text, at];
}

function closingTicks(line: string, from: number, count: number): number {
  for (let at = line.indexOf('`', from); at >= 0; at = line.indexOf('`', at)) {
    let end = at;
    while (line[end] === '`') end++;
    if (end - at === count) return end;
    at = end;
  }
  return -1;
}

const letter = /[\p{L}\p{N}]/u;

/**
 * Returns one sign of prose, or an escape with the sign that it escapes. Always by its number: a backslash belongs to
 * the plain address that it stands behind.
 */
function sign(line: string, at: number): string {
  const [before = '', now = '', next = ''] = [line[at - 1], line[at], line[at + 1]];
  return isMarkup(line, at, before, now, next) ? byNumber(now) : now;
}

function withEscape(next: string): string {
  if (next === '') return byNumber('\\');
  // The brackets of a formula keep their backslash.
  return /[()[\]]/.test(next) ? byNumber('\\') + byNumber(next) : byNumber(next);
}

function byNumber(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** Whether VS Code's views would make more of the sign than this extension's page does. */
function isMarkup(line: string, at: number, before: string, now: string, next: string): boolean {
  switch (now) {
    case '<':
    case '$':
    case '@':
      return true;
    case '!':
      return next === '[';
    case '[':
      return before === '!';
    case ']':
      if (next === ':') return true;
      return next === '(' && !/^\(\s*<?https:\/\//i.test(line.slice(at + 1, at + 60));
    case '*':
      return letter.test(before) && letter.test(next);
    case '~':
      return before !== '~' && next !== '~';
    case '/':
      // Plain addresses are links, of http as well.
      return next === '/' && /(?<!https):$/i.test(line.slice(Math.max(0, at - 7), at));
    case '.':
      return /(?<![\p{L}\p{N}])www$/iu.test(line.slice(Math.max(0, at - 4), at));
    default:
      return false;
  }
}

/** A whole text, let out at once. */
export function asNativeMarkdown(text: string): string {
  const markdown = new NativeMarkdown();
  return markdown.push(text) + markdown.end();
}
