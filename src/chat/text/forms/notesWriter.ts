import type { Source } from '../../model/model.ts';
import { sourceWords } from '../sourceReference.ts';
import type { Inline } from './answerTree.ts';
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

/** Returns the name of a source as a document of the form has it, with its link. */
export function sourceIn(form: DocumentForm, source: Source): string {
  const name = form.text(sourceWords(source));
  const { link } = source;
  return link === undefined ? name : `${name}, ${form.link(form.text(link), link, { before: ' ', after: '' })}`;
}

type Citation = Omit<Extract<Inline, { type: 'citation' }>, 'type'>;

/** Writes the citations of one answer, and what they refer to, as a form has its notes. */
export class NotesWriter {
  readonly #sources: readonly Source[];
  readonly #options: WriteOptions;
  readonly #known: KnownNotes;
  /** The labels by the source's id. */
  readonly #labels = new Map<string, string>();
  /** The name of a label's source. */
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

  /** Returns the mark for a citation in the text. */
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
