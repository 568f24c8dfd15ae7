import type { Prompts } from '../platform/prompts.ts';
import type { Sentence } from '../platform/words.ts';
import type { OriginPort } from './anchors/insertedFrom.ts';
import type { Connections, UsedAnswer } from './insertAnswer.ts';
import type { ReadOnlyTexts } from './readOnlyDocuments.ts';
import type { Comparisons } from './shown/comparisons.ts';
import type { TextTarget } from './targetEditor.ts';

interface Parts {
  readonly target: TextTarget;
  readonly texts: ReadOnlyTexts;
  readonly prompts: Prompts;
  /** Remembers where what was inserted is from. */
  readonly origins: OriginPort;
  readonly providers: Connections;
}

/** Brings answers into documents: one undo step each, with their sources, and only on a command. */
export class AnswerDocuments {
  readonly #parts: Parts;
  readonly #say: (text: Sentence) => void;
  #comparisons: Comparisons | undefined;

  /** `texts` of the parts hold what the comparison shows; `say` tells what was done where nobody may see it. */
  constructor(parts: Parts, say: (text: Sentence) => void) {
    this.#parts = parts;
    this.#say = say;
  }

  /** Does with a whole answer what the function of this name in insertAnswer.ts does. */
  async use(way: Way, used: UsedAnswer): Promise<void> {
    await this.#edit(used.answer.text, (edits) => edits[way](this.#parts, used));
  }

  async insertPart(used: UsedAnswer, words: string): Promise<void> {
    await this.#edit(used.answer.text, (edits) => edits.insertPart(this.#parts, used, words));
  }

  /** Code of an answer goes in as it is. */
  async insertText(text: string): Promise<void> {
    await this.#edit(text, (edits) => edits.insertText(this.#parts, text));
  }

  async copy(used: UsedAnswer): Promise<void> {
    await this.#edit(used.answer.text, (edits) => edits.copy(used));
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
  async preview(used: UsedAnswer): Promise<void> {
    await this.#edit(used.answer.text, async (edits) => {
      const change = await edits.changeInPlace(this.#parts, used);
      if (change) await (await this.comparisons()).show(change);
      return undefined;
    });
  }

  async comparisons(): Promise<Comparisons> {
    const { Comparisons } = await import('./shown/comparisons.ts');
    this.#comparisons ??= new Comparisons(this.#parts);
    return this.#comparisons;
  }

  dispose(): void {
    this.#comparisons?.dispose();
  }
}

/** Read when an answer is used for the first time. */
const edits = () => import('./insertAnswer.ts');

type Edits = Awaited<ReturnType<typeof edits>>;

/** The functions of insertAnswer.ts that take an answer and what they need, by name. */
type Way = {
  [Name in keyof Edits]: Edits[Name] extends (parts: Parts, used: UsedAnswer) => Promise<Sentence | undefined>
    ? Name
    : never;
}[keyof Edits];
