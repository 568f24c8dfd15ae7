import type { Source } from '../../chat/model/model.ts';
import type { Labels } from '../../pageWords.ts';

/** Options that tell the text of an answer about its surroundings. */
export interface EmitOptions {
  readonly labels: Labels;
  /** Sources that `[n]` in the text can point to. */
  readonly sources: readonly Source[];
  /** No further sources come: a number without one is unresolved. */
  readonly finished: boolean;
  /** Code has no buttons: it is no code of the answer. */
  readonly plainCode?: boolean;
}
