import type { Token } from 'markdown-it';
import { readAnswer } from '../citations/citationMarks.ts';
import { answerParser } from '../reading/answerParser.ts';

export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis' | 'strike'; readonly children: readonly Inline[] }
  | { readonly type: 'link'; readonly address: string; readonly children: readonly Inline[] }
  | { readonly type: 'break'; readonly isHard: boolean }
  | { readonly type: 'citation'; readonly ids: readonly string[]; readonly written: string; readonly isRange: boolean };

export type Block =
  | { readonly type: 'paragraph'; readonly inline: readonly Inline[] }
  | { readonly type: 'heading'; readonly level: number; readonly inline: readonly Inline[] }
  | {
      readonly type: 'list';
      /** Each item's own number, as it was written; absent: bullets. */
      readonly numbers?: readonly number[];
      readonly isTight: boolean;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] }
  | { readonly type: 'code'; readonly code: string; readonly language: string }
  | { readonly type: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly type: 'rule' };

/** Reads answers as the page does: raw HTML is text, and so is an address that nobody could open. */
const parser = answerParser();

/** Characters that Unicode promises never to give a meaning, and this text does not have. */
function unusedCharacters(text: string, count: number): { readonly text: string; readonly unused: string[] } {
  const all = Array.from({ length: 32 }, (_, index) => String.fromCharCode(0xfdd0 + index));
  const unused = all.filter((character) => !text.includes(character));
  if (unused.length >= count) return { text, unused };
  // All of them are there: nobody writes that for someone to read.
  return { text: text.replace(/[\ufdd0-\ufdef]/g, '\ufffd'), unused: all };
}

/** An answer as a tree, with the citations that its Markdown has. */
export function readTree(markdown: string): readonly Block[] {
  const { text, unused } = unusedCharacters(markdown, 1);
  const [guard = ''] = unused;
  const { marks } = readAnswer(text);
  let source = '';
  let end = 0;
  for (const [index, mark] of marks.entries()) {
    // In brackets it stands beside other marks as the citation does.
    source += `${text.slice(end, mark.start)}[${guard}${index}${guard}]`;
    end = mark.end;
  }
  source += text.slice(end);
  const cited = new RegExp(`\\[${guard}(\\d+)${guard}\\]`);
  const citation = (index: string): Inline => {
    const { start = 0, end = 0, ids = [], isRange = false } = marks[Number(index)] ?? {};
    return { type: 'citation', ids, written: text.slice(start, end), isRange };
  };
  return new TreeReader(parser.parse(source.replace(/\r\n?/g, '\n'), {}), cited, citation).blocks();
}

class TreeReader {
  readonly #tokens: readonly Token[];
  readonly #cited: RegExp;
  readonly #citation: (index: string) => Inline;
  #at = 0;

  constructor(tokens: readonly Token[], cited: RegExp, citation: (index: string) => Inline) {
    this.#tokens = tokens;
    this.#cited = cited;
    this.#citation = citation;
  }

  blocks(): Block[] {
    const blocks: Block[] = [];
    for (let token = this.#next(); token && token.nesting >= 0; token = this.#next()) {
      const block = this.#block(token);
      if (block) blocks.push(block);
    }
    return blocks;
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #block(token: Token): Block | undefined {
    switch (token.type) {
      case 'fence':
      case 'code_block': {
        const [language = ''] = token.info.trim().split(/[\s,{]+/);
        return { type: 'code', code: token.content.replace(/\n$/, ''), language };
      }
      case 'hr':
        return { type: 'rule' };
      case 'paragraph_open':
        return { type: 'paragraph', inline: this.#inlineUntilClose() };
      case 'heading_open':
        return { type: 'heading', level: Number(token.tag.slice(1)), inline: this.#inlineUntilClose() };
      case 'blockquote_open':
        return { type: 'quote', blocks: this.blocks() };
      case 'bullet_list_open':
        return this.#list();
      case 'ordered_list_open':
        return this.#list(true);
      case 'table_open':
        return this.#table();
      default:
        return undefined;
    }
  }

  #inlineUntilClose(): readonly Inline[] {
    const inline = this.#next();
    this.#next();
    return this.#inline(inline?.children ?? []);
  }

  #list(isNumbered = false) {
    const items: (readonly Block[])[] = [];
    const numbers: number[] = [];
    const first = this.#at;
    for (let item = this.#next(); item?.type === 'list_item_open'; item = this.#next()) {
      numbers.push(Number.parseInt(item.info, 10) || 0);
      items.push(this.blocks());
    }
    const inside = this.#tokens.slice(first, this.#at);
    const isTight = !inside.some(({ type, hidden }) => type === 'paragraph_open' && !hidden);
    return { type: 'list', isTight, items, ...(isNumbered && { numbers }) } as const;
  }

  #table(): Block {
    const rows: (readonly Inline[])[][] = [];
    for (let token = this.#next(); token && token.type !== 'table_close'; token = this.#next()) {
      if (token.type === 'tr_open') rows.push([]);
      else if (token.type === 'inline') rows.at(-1)?.push(this.#inline(token.children ?? []));
    }
    return { type: 'table', rows };
  }

  #inline(tokens: readonly Token[]): readonly Inline[] {
    const stack: { readonly children: Inline[]; readonly close?: (children: readonly Inline[]) => Inline }[] = [
      { children: [] },
    ];
    const add = (inline: Inline) => stack.at(-1)?.children.push(inline);
    for (const token of tokens) {
      if (token.nesting > 0) stack.push({ children: [], close: spanOf(token) });
      else if (token.nesting < 0) {
        const closed = stack.length > 1 ? stack.pop() : undefined;
        if (closed?.close) add(closed.close(closed.children));
      } else if (token.type === 'softbreak' || token.type === 'hardbreak')
        add({ type: 'break', isHard: token.type === 'hardbreak' });
      else if (token.type === 'code_inline') add({ type: 'code', text: token.content });
      else if (token.type === 'image') {
        const address = String(token.attrGet('src') ?? '');
        add({ type: 'link', address, children: [{ type: 'text', text: token.content || address }] });
      } else for (const part of this.#text(token.content)) add(part);
    }
    return stack[0]?.children ?? [];
  }

  #text(content: string): readonly Inline[] {
    return content.split(this.#cited).flatMap((part, at): readonly Inline[] => {
      if (at % 2 === 1) return [this.#citation(part)];
      return part === '' ? [] : [{ type: 'text', text: part }];
    });
  }
}

function spanOf(token: Token): (children: readonly Inline[]) => Inline {
  if (token.type === 'link_open') {
    const address = String(token.attrGet('href') ?? '');
    return (children) => ({ type: 'link', address, children });
  }
  const type = token.type === 'strong_open' ? 'strong' : token.type === 's_open' ? 'strike' : 'emphasis';
  return (children) => ({ type, children });
}
