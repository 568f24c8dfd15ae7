import type { Message } from '../../model/model.ts';
import { type Written, withCitations } from '../citations/citations.ts';
import { type Block, type Inline, readTree } from './answerTree.ts';
import type { DocumentForm, Neighbors, Place, WrittenBlock } from './form.ts';
import { NotesWriter, type WriteOptions } from './notesWriter.ts';

/** The answer in a document's own form, with its sources. */
export function writeAnswer(answer: Pick<Message, 'text' | 'sources'>, options: WriteOptions): Written {
  const { form, citations, document = '' } = options;
  const hasSources = citations !== 'none' && answer.sources.length > 0;
  const text = hasSources ? answer.text : withCitations(answer, { form: 'none', heading: '' });
  const notes = new NotesWriter(hasSources ? answer.sources : [], options);
  const blocks = new BlockWriter(form, notes).blocks(readTree(text));
  const credit = hasSources && options.credit !== undefined ? form.text(options.credit) : '';
  const due = credit === '' || document.includes(credit) ? [] : [form.paragraph(credit)];
  const added = [...notes.trailer(), ...due].map((part) => ({ type: 'paragraph', text: part }) as const);
  return { body: joined([...blocks, ...added], form), notes: notes.definitions().join('\n\n') };
}

function joined(blocks: readonly WrittenBlock[], form: DocumentForm): string {
  let text = '';
  let previous: WrittenBlock | undefined;
  for (const block of blocks) {
    if (block.text === '') continue;
    if (previous) {
      const between = form.between?.(previous, block);
      text += between === undefined ? '\n\n' : `\n\n${between}\n\n`;
    }
    text += block.text;
    previous = block;
  }
  return text;
}

class BlockWriter {
  readonly #form: DocumentForm;
  readonly #notes: NotesWriter;

  constructor(form: DocumentForm, notes: NotesWriter) {
    this.#form = form;
    this.#notes = notes;
  }

  blocks(blocks: readonly Block[], depth = 0, first: Place = 'prose'): readonly WrittenBlock[] {
    return blocks.map((block, at) => ({
      type: block.type,
      text: this.#block(block, depth, at === 0 ? first : 'prose'),
    }));
  }

  #block(block: Block, depth: number, place: Place): string {
    const form = this.#form;
    switch (block.type) {
      case 'paragraph':
        return form.paragraph(this.#inline(block.inline, place));
      case 'heading':
        return form.heading(this.#inline(block.inline, 'heading'), block.level);
      case 'code':
        return form.codeBlock(block.code, block.language);
      case 'rule':
        return form.rule;
      case 'quote':
        return form.quote(joined(this.blocks(block.blocks, depth), form));
      case 'table':
        return form.table(block.rows.map((row) => row.map((cell) => this.#inline(cell, 'cell'))));
      case 'list': {
        const items = block.items.map((blocks) =>
          this.blocks(blocks, depth + 1, 'item').filter(({ text }) => text !== ''),
        );
        const { isTight, numbers } = block;
        return form.list(items, { depth, isTight, ...(numbers && { numbers }) });
      }
      default:
        return block satisfies never;
    }
  }

  #inline(inline: readonly Inline[], place: Place, outer: Neighbors = { before: '', after: '' }): string {
    return inline
      .map((span, at) => {
        const before = signBefore(inline, at) ?? outer.before;
        const after = signAfter(inline, at) ?? outer.after;
        return this.#span(span, place, { before, after });
      })
      .join('');
  }

  #span(span: Inline, place: Place, around: Neighbors): string {
    const form = this.#form;
    switch (span.type) {
      case 'text':
        return form.text(span.text);
      case 'code':
        return form.code(span.text, around);
      case 'break':
        if (place === 'heading' || place === 'cell') return ' ';
        return span.isHard ? form.hardBreak : form.softBreak;
      case 'citation':
        return this.#notes.cite(span, place, around);
      default:
        return form.nests
          ? this.#outer(span, this.#inline(span.children, place, around), around)
          : this.#flat(span, place, around);
    }
  }

  #outer(span: Extract<Inline, { children: unknown }>, inner: string, around: Neighbors): string {
    const form = this.#form;
    if (inner === '') return '';
    if (span.type !== 'link') return form[span.type](inner, around);
    if (/^https?:\/\//i.test(span.address)) return form.link(inner, span.address, around);
    return span.address === '' || plain(span.children) === span.address
      ? inner
      : `${inner}${form.text(` (${span.address})`)}`;
  }

  /** A span without others in it, around what stands between its citations. */
  #flat(span: Extract<Inline, { children: unknown }>, place: Place, around: Neighbors): string {
    const parts = citationsApart(span.children);
    return parts
      .map((part, at) => {
        const before = signBefore(parts, at) ?? around.before;
        const after = signAfter(parts, at) ?? around.after;
        if (part.type === 'citation') return this.#notes.cite(part, place, { before, after });
        const words = part.type === 'text' ? part.text : '';
        const [, lead = '', core = '', trail = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? [];
        const inside = { before: lead === '' ? before : ' ', after: trail === '' ? after : ' ' };
        return `${lead}${core === '' ? '' : this.#outer(span, this.#form.text(core), inside)}${trail}`;
      })
      .join('');
  }
}

/** The words of spans in one, and the citations between them. */
function citationsApart(children: readonly Inline[]): readonly Inline[] {
  const parts: Inline[] = [];
  for (const child of children) {
    const flat = 'children' in child ? citationsApart(child.children) : [child];
    for (const part of flat) {
      const last = parts.at(-1);
      if (part.type === 'citation') parts.push(part);
      else if (last?.type === 'text') parts[parts.length - 1] = { type: 'text', text: last.text + plain([part]) };
      else parts.push({ type: 'text', text: plain([part]) });
    }
  }
  return parts;
}

function plain(inline: readonly Inline[]): string {
  return inline
    .map((span) => {
      if (span.type === 'break') return ' ';
      if (span.type === 'citation') return span.written;
      return 'children' in span ? plain(span.children) : span.text;
    })
    .join('');
}

/** The sign that is read before, or behind, one of several spans. */
function signBefore(inline: readonly Inline[], at: number): string | undefined {
  for (let index = at - 1; index >= 0; index--) {
    const text = plain(inline.slice(index, index + 1));
    if (text !== '') return Array.from(text.slice(-2)).at(-1);
  }
  return undefined;
}

function signAfter(inline: readonly Inline[], at: number): string | undefined {
  for (let index = at + 1; index < inline.length; index++) {
    const text = plain(inline.slice(index, index + 1));
    if (text !== '') return Array.from(text.slice(0, 2))[0];
  }
  return undefined;
}
