import type { Log } from '../../base/log.ts';
import { errorData } from '../../chat/model/errors.ts';
import { failureLine } from '../../chat/model/failureReport.ts';
import type { Prompts } from './prompts.ts';
import { type Sentence, t } from './words.ts';

/** Runs `work` without waiting for it. A failure is logged under the name `what`, and said in a sentence. */
export function inBackground(
  { log, prompts }: { readonly log: Log; readonly prompts: Prompts },
  what: string,
  work: PromiseLike<unknown>,
): void {
  void Promise.resolve(work).catch((error: unknown) => {
    logFailure(log, what, error);
    void tellFailure(prompts, error);
  });
}

/** Says in a sentence what failed; resolves with the button of `choices` that was pressed. */
export async function tellFailure(
  prompts: Prompts,
  error: unknown,
  ...choices: readonly Sentence[]
): Promise<Sentence | undefined> {
  // Most windows never need the sentences: they are loaded with the first failure. Should that fail too, one is here.
  const sentence = await import('./errorText.ts').then(
    ({ errorSentence }) => errorSentence(errorData(error)),
    () => t('Something went wrong in this extension. See the log for details.'),
  );
  return prompts.tell('error', sentence, ...choices);
}

/** Logs a failure as one line; with the stack where it is a defect of ours. */
export function logFailure(log: Log, what: string, error: unknown): void {
  log.error(`${what}: ${failureLine(error)}`);
}

/** The time after which a notification of progress comes, in milliseconds: one that flashes past only unsettles. */
const unnoticed = 1_000;

/**
 * Does `work`, with a notification that can stop it as soon as that takes longer than a second. Resolves `cancelled` at
 * once when the person stops it, and fails as `work` does; where there is a `limit`, its signal aborts after so many
 * milliseconds as well.
 */
export function cancellable<T>(
  { prompts }: { readonly prompts: Prompts },
  { title, limit }: { readonly title: Sentence; readonly limit?: number },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<{ readonly value: T } | 'cancelled'> {
  const stop = new AbortController();
  return new Promise((resolve, reject) => {
    stop.signal.addEventListener('abort', () => resolve('cancelled'));
    const limits = limit === undefined ? [] : [AbortSignal.timeout(limit)];
    const done = work(AbortSignal.any([stop.signal, ...limits]));
    const show = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => stop.abort(signal.reason));
      return done.then(
        () => undefined,
        () => undefined,
      );
    };
    const timer = setTimeout(() => void prompts.progress(title, show), unnoticed);
    done.then((value) => resolve({ value }), reject).finally(() => clearTimeout(timer));
  });
}
