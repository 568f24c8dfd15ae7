import type { Message, Source } from '../../model/model.ts';
import { type Written, withCitations } from '../citations/citations.ts';
import { sourceWords } from '../sourceReference.ts';
import { type Block, type Inline, readTree } from './answerTree.ts';
import type { DocumentForm, KnownNotes, Neighbors, Place, WrittenBlock } from './form.ts';

export interface WriteOptions {
  readonly form: DocumentForm;
  /** `notes`: the form's own; `numbers`: as they stand in the answer, with a list; `none`: the text alone. */
  readonly citations: 'notes' | 'numbers' | 'none';
  /** Heading of sources, in the person's language. */
  readonly heading: string;
  /** Stands with the sources, unless the document has it. */
  readonly credit?: string;
  /** The document that the answer goes into, and the part of it above the answer. */
  readonly document?: string;
  readonly before?: string;
}

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

/** What is written of a source. */
export function sourceIn(form: DocumentForm, source: Source): string {
  const name = form.text(sourceWords(source));
  const { link } = source;
  return link === undefined ? name : `${name}, ${form.link(form.text(link), link, { before: ' ', after: '' })}`;
}

type Citation = Omit<Extract<Inline, { type: 'citation' }>, 'type'>;

class NotesWriter {
  readonly #sources: readonly Source[];
  readonly #options: WriteOptions;
  readonly #known: KnownNotes;
  /** By the source's id. */
  readonly #labels = new Map<string, string>();
  /** What is written of a label's source. */
  readonly #sourceOf = new Map<string, string>();
  /** Labels that the document does not have, with what is written of their sources. */
  readonly #new = new Map<string, string>();
  /** Labels by where marks have defined them. */
  readonly #defined = new Map<string, Set<Place>>();
  readonly #cited = new Set<string>();

  constructor(sources: readonly Source[], options: WriteOptions) {
    this.#sources = sources;
    this.#options = options;
    const { form, document = '', before = document } = options;
    this.#known =
      options.citations === 'notes' ? form.notes.known(document, before) : { labels: new Map(), largest: 0 };
    let { largest } = this.#known;
    const own = new Map<string, string>();
    for (const source of sources) {
      const name = this.#name(source);
      const known = this.#known.labels.get(name) ?? own.get(name);
      const label = known ?? form.notes.label(++largest, name);
      this.#labels.set(source.id, label);
      this.#sourceOf.set(label, name);
      if (known !== undefined) continue;
      own.set(name, label);
      this.#new.set(label, name);
    }
  }

  #name(source: Source): string {
    return sourceIn(this.#options.form, source);
  }

  /** What stands in the text for a citation. */
  cite({ ids, written: words, isRange }: Citation, place: Place, around: Neighbors): string {
    const { form, citations } = this.#options;
    const known = ids.filter((id) => this.#labels.has(id));
    // Without any source it is no citation: perhaps an interval.
    if (citations === 'numbers' || known.length === 0 || (isRange && known.length < ids.length))
      return form.text(words);
    const done = new Set<string>();
    const written: string[] = [];
    for (const id of ids) {
      const label = this.#labels.get(id);
      const before = written.length === 0 ? around.before : ']';
      const isLast = id === ids.at(-1);
      if (label === undefined) written.push(form.text(`[${id}]`));
      else if (!done.has(label)) {
        written.push(this.#mark(id, label, place, { before, after: isLast ? around.after : '[' }));
      }
      if (label !== undefined) done.add(label);
    }
    return written.join('');
  }

  #mark(id: string, label: string, place: Place, around: Neighbors): string {
    const { notes } = this.#options.form;
    const source = this.#sourceOf.get(label) ?? '';
    const defined = this.#defined.get(label) ?? new Set(this.#new.has(label) ? [] : (['prose'] as const));
    const mayDefine = notes.definesIn?.includes(place) ?? true;
    const isFirst = mayDefine && (notes.isKnown?.(defined, place) ?? defined.size > 0) === false;
    if (isFirst) this.#defined.set(label, defined.add(place));
    this.#cited.add(id);
    return notes.mark(label, source, isFirst, around);
  }

  /** Marks of sources that the text does not name, and the list where the answer's own numbers stay. */
  trailer(): readonly string[] {
    const { form, citations, heading } = this.#options;
    if (this.#sources.length === 0) return [];
    if (citations === 'numbers') {
      const items = this.#sources.map((source) => item(`${form.text(`[${source.id}]`)} ${this.#name(source)}`, form));
      return [form.paragraph(`${form.text(heading)}:`), form.list(items, { depth: 0, isTight: true })];
    }
    if (form.notes.isList) return [];
    const open = this.#sources.filter(({ id }) => {
      const label = this.#labels.get(id) ?? '';
      return !this.#cited.has(id) || (form.notes.definesIn && this.#new.has(label) && !this.#defined.has(label));
    });
    if (open.length === 0) return [];
    const byLabel = new Map(open.map(({ id }) => [this.#labels.get(id), id]));
    const written = [...byLabel.values()].map((id) =>
      this.cite({ ids: [id], written: '', isRange: false }, 'prose', { before: ' ', after: ' ' }),
    );
    return [form.paragraph(`${form.text(heading)}: ${written.join(' ')}`)];
  }

  definitions(): readonly string[] {
    const { form, citations, heading } = this.#options;
    if (citations !== 'notes' || this.#new.size === 0) return [];
    const { definitions, isList } = form.notes;
    if (!definitions) return [];
    const written = definitions([...this.#new].map(([label, source]) => ({ label, source })));
    return isList ? [form.paragraph(`${form.text(heading)}:`), written] : [written];
  }
}

function item(text: string, form: DocumentForm): readonly WrittenBlock[] {
  return [{ type: 'paragraph', text: form.paragraph(text) }];
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
