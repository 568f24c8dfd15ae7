import type { Message } from '../../chat/model/model.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Sentence } from '../platform/words.ts';
import type { ReadOnlyTexts } from './readOnlyDocuments.ts';
import type { TextTarget } from './targetEditor.ts';

/** Brings answers into documents: one undo step each, with their sources, and only on a command. */
export class AnswerDocuments {
  readonly #parts: { readonly target: TextTarget; readonly texts: ReadOnlyTexts; readonly prompts: Prompts };
  readonly #say: (text: Sentence) => void;

  /** `texts` of the parts hold what the comparison shows; `say` tells what was done where nobody may see it. */
  constructor(
    parts: { readonly target: TextTarget; readonly texts: ReadOnlyTexts; readonly prompts: Prompts },
    say: (text: Sentence) => void,
  ) {
    this.#parts = parts;
    this.#say = say;
  }

  async insert(answer: Message): Promise<void> {
    await this.#edit(answer.text, (edits) => edits.insertAtCursor(this.#parts, answer));
  }

  async replaceSelection(answer: Message): Promise<void> {
    await this.#edit(answer.text, (edits) => edits.replaceSelection(this.#parts, answer));
  }

  /** Code of an answer goes in as it is. */
  async insertCode(code: string): Promise<void> {
    await this.#edit(code, (edits) => edits.insertCode(this.#parts, code));
  }

  /** `poweredBy`: whom a document that displays the answer has to credit. */
  async openNew(answer: Message, poweredBy: string | undefined): Promise<void> {
    await this.#edit(answer.text, (edits) => edits.openNew(this.#parts, answer, poweredBy));
  }

  async copy(answer: Message): Promise<void> {
    await this.#edit(answer.text, (edits) => edits.copy(answer));
  }

  async copyCode(code: string): Promise<void> {
    await this.#edit(code, (edits) => edits.copyCode(code));
  }

  /** `text` is what leaves the chat. */
  async #edit(text: string, work: (edits: Edits) => Promise<Sentence | undefined>): Promise<void> {
    const { agreedToHidden, withHidden } = await import('./hiddenText.ts');
    if (!(await agreedToHidden(this.#parts, text))) return;
    const done = await work(await edits());
    if (done !== undefined) this.#say(withHidden(done, text));
  }

  /** Shows the document beside what it would be with the answer in place of the selection. Changes nothing. */
  async preview(answer: Message, poweredBy: string | undefined): Promise<void> {
    await this.#edit(answer.text, (edits) => edits.preview(this.#parts, answer, poweredBy));
  }
}

/** Read when an answer is used for the first time. */
const edits = () => import('./insertAnswer.ts');

type Edits = Awaited<ReturnType<typeof edits>>;
