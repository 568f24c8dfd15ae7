import type { WorkspaceValue } from '../../../chat/ports/storage.ts';
import type { Prompts } from '../prompts.ts';

/** Asks once in each workspace that VS Code has in Restricted Mode whether its text may be sent; that is remembered on this computer. */
export class WorkspaceConsent {
  readonly #value: Pick<WorkspaceValue, 'get' | 'set'>;
  readonly #prompts: Pick<Prompts, 'confirm'>;
  readonly #isTrusted: () => boolean;
  #asking: Promise<boolean> | undefined;

  constructor(value: Pick<WorkspaceValue, 'get' | 'set'>, prompts: Pick<Prompts, 'confirm'>, isTrusted: () => boolean) {
    this.#value = value;
    this.#prompts = prompts;
    this.#isTrusted = isTrusted;
  }

  /** Whether `mayLeave` would ask. */
  get isNeeded(): boolean {
    return !this.#isTrusted() && this.#value.get() !== true;
  }

  /** Whether text and files of this workspace may go out with a question. */
  async mayLeave(): Promise<boolean> {
    if (!this.isNeeded) return true;
    // Two questions at once are asked about once.
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<boolean> {
    const { agreesToLeave } = await import('./askAboutWorkspace.ts');
    if (!(await agreesToLeave(this.#prompts))) return false;
    await this.#value.set(true);
    return true;
  }
}
