import type { Message } from '../../chat/model/model.ts';
import type { Parts } from '../platform/services.ts';
import type { Sentence } from '../platform/words.ts';

/** Brings answers into documents: one undo step each, with their sources, and only on a command. */
export class AnswerDocuments {
  readonly #parts: Pick<Parts, 'target' | 'texts' | 'prompts'>;
  readonly #say: (text: Sentence) => void;

  /** `texts` of the parts hold what the comparison shows; `say` tells what was done where nobody may see it. */
  constructor(parts: Pick<Parts, 'target' | 'texts' | 'prompts'>, say: (text: Sentence) => void) {
    this.#parts = parts;
    this.#say = say;
  }

  async insert(answer: Message): Promise<void> {
    await this.#edit((edits) => edits.insertAtCursor(this.#parts, answer));
  }

  async replaceSelection(answer: Message): Promise<void> {
    await this.#edit((edits) => edits.replaceSelection(this.#parts, answer));
  }

  /** Code of an answer goes in as it is. */
  async insertCode(code: string): Promise<void> {
    await this.#edit((edits) => edits.insertCode(this.#parts, code));
  }

  async openNew(answer: Message): Promise<void> {
    await (await edits()).openNew(this.#parts, answer);
  }

  async copy(answer: Message): Promise<void> {
    await this.#edit((edits) => edits.copy(answer));
  }

  async copyCode(code: string): Promise<void> {
    await this.#edit((edits) => edits.copyCode(code));
  }

  async #edit(work: (edits: Edits) => Promise<Sentence | undefined>): Promise<void> {
    const done = await work(await edits());
    if (done !== undefined) this.#say(done);
  }

  /** Shows the document beside what it would be with the answer in place of the selection. Changes nothing. */
  async preview(answer: Message): Promise<void> {
    await (await edits()).preview(this.#parts, answer);
  }
}

type Edits = typeof import('./insertAnswer.ts');

/** Read when an answer is used for the first time. */
function edits(): Promise<Edits> {
  return import('./insertAnswer.ts');
}
