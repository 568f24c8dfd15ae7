import type { Log } from '../../base/log.ts';
import { errorData } from '../../chat/model/errors.ts';
import { failureLine } from '../../chat/model/failureReport.ts';
import { errorSentence } from './errorText.ts';
import type { Prompts } from './prompts.ts';

/** Lets `work` go on by itself. What breaks in it is logged under `what`, and said in a sentence. */
export function inBackground(
  { log, prompts }: { readonly log: Log; readonly prompts: Prompts },
  what: string,
  work: PromiseLike<unknown>,
): void {
  void Promise.resolve(work).catch((error: unknown) => {
    logFailure(log, what, error);
    void prompts.tell('error', errorSentence(errorData(error)));
  });
}

/** One line; with the stack where it is a defect of ours. */
export function logFailure(log: Log, what: string, error: unknown): void {
  log.error(`${what}: ${failureLine(error)}`);
}
