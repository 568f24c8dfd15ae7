import type { Log } from '../../../base/log.ts';
import { sleep } from '../../../base/sleep.ts';
import { ChatError } from '../../../chat/model/errors.ts';
import { failureLine } from '../../../chat/model/failureReport.ts';
import type { HaufeApi, WireAttachment } from '../api.ts';
import { sameText } from './findStoredQuestion.ts';

/** The limit for taking parts back, in milliseconds: also after Stop, when the caller's own signal is spent. */
const takeBackLimit = 10_000;

/** The longest pause of the vendor's that is waited for before parts are taken back: its limits count by the minute. */
const longestPause = 65_000;

/**
 * Adds `texts` to the thread, one message each, in order, after those that are there already (`added`): all of them or
 * none; gives all ids. When one fails, the others are deleted again, and the failure then says that nothing was processed; ChatError
 * `partly-stored` when that fails too. The attachment goes with the last one.
 */
export async function addParts(
  { api, log }: { readonly api: HaufeApi; readonly log: Log },
  threadId: string,
  texts: readonly string[],
  added: readonly string[],
  attachment: WireAttachment | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const ids = [...added];
  for (const text of texts.slice(added.length)) {
    try {
      const file = ids.length === texts.length - 1 ? attachment : undefined;
      ids.push(await api.addQuestion(threadId, text, file, signal));
    } catch (error) {
      const gone = error instanceof ChatError && error.code === 'thread-gone';
      if (texts.length === 1 || gone) throw error;
      await reopened(error, signal);
      const clean = await takeBack(api, threadId, ids, mayBeThere(error) ? text : undefined, log);
      if (!clean) throw new ChatError('partly-stored', { processed: 'maybe', ...causeOf(error) });
      throw error instanceof ChatError ? untouched(error) : error;
    }
  }
  return ids;
}

/** Waits for the end of a short pause that the vendor has named: before it, it would not take the deletions either. */
async function reopened(error: unknown, signal: AbortSignal): Promise<void> {
  const left = error instanceof ChatError && error.retryAt !== undefined ? error.retryAt - Date.now() : 0;
  // After Stop nobody wants to wait: then what cannot be deleted at once is said.
  if (left > 0 && left <= longestPause) await sleep(left, signal).catch(() => undefined);
}

function mayBeThere(error: unknown): boolean {
  return !(error instanceof ChatError) || error.processed === 'maybe';
}

/** Deletes what was added, and the message `doubtful` if it arrived after all. False when something may be left. */
async function takeBack(
  api: HaufeApi,
  threadId: string,
  added: readonly string[],
  doubtful: string | undefined,
  log: Log,
): Promise<boolean> {
  const signal = AbortSignal.timeout(takeBackLimit);
  try {
    const ids = [...added];
    if (doubtful !== undefined) {
      const { items } = await api.messages(threadId, signal, { limit: 5 });
      const newest = items[0];
      const known = newest === undefined || ids.includes(newest.id);
      if (!known && newest.role === 'user' && sameText(newest.content, doubtful)) ids.push(newest.id);
    }
    for (const id of ids.reverse()) {
      await api.deleteMessage(threadId, id, signal).catch((error: unknown) => {
        if (!(error instanceof ChatError && error.code === 'not-found')) throw error;
      });
    }
    return true;
  } catch (error) {
    log.warn(
      `parts of a question could not be taken back: ${error instanceof ChatError ? failureLine(error) : 'stopped'}`,
    );
    return false;
  }
}

function untouched(error: ChatError): ChatError {
  return new ChatError(error.code, { processed: 'no', ...causeOf(error) });
}

function causeOf(error: unknown): Omit<ConstructorParameters<typeof ChatError>[1] & object, 'processed'> {
  if (!(error instanceof ChatError)) return { cause: error };
  return {
    ...(error.status !== undefined && { status: error.status }),
    ...(error.host !== undefined && { host: error.host }),
    ...(error.detail !== undefined && { detail: error.detail }),
    ...(error.retryAt !== undefined && { retryAt: error.retryAt }),
    cause: error,
  };
}
