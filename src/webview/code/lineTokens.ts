import type { python } from '@codemirror/legacy-modes/mode/python';
import { StringStream } from './stringStream.ts';
import type { LineTokens, TokenKind } from './token.ts';

/** A tokenizer of CodeMirror's: line after line, with a state. */
export type StreamParser = typeof python;

/** Names of styles, first word of each, and what we tell apart. All others stay plain. */
const kinds: Readonly<Record<string, TokenKind>> = {
  keyword: 'keyword',
  controlKeyword: 'keyword',
  operatorKeyword: 'keyword',
  modifier: 'keyword',
  self: 'keyword',
  atom: 'number',
  bool: 'number',
  number: 'number',
  unit: 'number',
  color: 'number',
  string: 'string',
  regexp: 'string',
  character: 'string',
  escape: 'string',
  comment: 'comment',
  blockComment: 'comment',
  lineComment: 'comment',
  docComment: 'comment',
  quote: 'comment',
  type: 'type',
  typeName: 'type',
  className: 'type',
  builtin: 'type',
  namespace: 'type',
  def: 'function',
  function: 'function',
  property: 'property',
  propertyName: 'property',
  attributeName: 'property',
  tag: 'tag',
  tagName: 'tag',
  angleBracket: 'tag',
  heading: 'tag',
  header: 'tag',
  meta: 'meta',
  annotation: 'meta',
  processingInstruction: 'meta',
  documentMeta: 'meta',
  inserted: 'inserted',
  deleted: 'deleted',
};

/** Far above any line that is read; longer ones stay plain, so that no line can hold up the page. */
const longestLine = 2_000;

/** Cuts lines into words by `parser`. A line that the parser cannot read stays plain, like all after it. */
export function lineTokens(parser: StreamParser): LineTokens {
  const indentUnit = 2;
  const state: unknown = parser.startState?.(indentUnit) ?? {};
  let broken = false;

  return (line) => {
    if (broken || line.length > longestLine) return [{ text: line }];
    try {
      if (line === '') parser.blankLine?.(state, indentUnit);
      return tokens(line);
    } catch {
      broken = true;
      return [{ text: line }];
    }
  };

  function tokens(line: string) {
    const found: { text: string; kind?: TokenKind }[] = [];
    const stream = new StringStream(line);
    while (!stream.eol()) {
      const style = readToken(stream);
      const kind = kindOf(style);
      const text = stream.current();
      const last = found.at(-1);
      // Neighbours of one kind share a node.
      if (last && last.kind === kind) last.text += text;
      else found.push(kind === undefined ? { text } : { text, kind });
      stream.start = stream.pos;
    }
    return found;
  }

  /** Parsers may first change their state without taking a character. */
  function readToken(stream: StringStream): string | null {
    for (let attempt = 0; attempt < 10; attempt++) {
      // Ours has the same methods; CodeMirror's declares private fields besides, which no parser can use.
      const style = parser.token(stream as unknown as Parameters<StreamParser['token']>[0], state);
      if (stream.pos > stream.start) return style;
    }
    stream.next();
    return null;
  }
}

function kindOf(style: string | null): TokenKind | undefined {
  const words = style?.split(/[ .]/) ?? [];
  if (words.includes('function') || words.includes('definition')) return 'function';
  const word = words.find((candidate) => Object.hasOwn(kinds, candidate));
  return word === undefined ? undefined : kinds[word];
}
