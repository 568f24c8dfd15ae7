import { DelegateBackoff, fullJitterGenerator, handleWhen, retry } from 'cockatiel';
import type { ErrorCode } from '../../chat/model/errorData.ts';
import { ChatError } from '../../chat/model/errors.ts';
import { orAborted } from './clocks.ts';

/**
 * The requests that may be sent again without asking. `safe`: repeating changes nothing (GET, DELETE). `unprocessed`:
 * only what the service surely did not act on (other POSTs). `never`: nothing.
 */
export type Repeat = 'safe' | 'unprocessed' | 'never';

interface RepeatRule {
  readonly retries: number;
  readonly statuses: ReadonlySet<number>;
  /** Failures without a status. */
  readonly codes: ReadonlySet<ErrorCode>;
  readonly onlyUnprocessed: boolean;
}

const rules: Readonly<Record<Repeat, RepeatRule>> = {
  safe: {
    retries: 2,
    statuses: new Set([408, 425, 429, 500, 502, 503, 504]),
    codes: new Set(['network', 'host-not-found', 'refused', 'interrupted']),
    onlyUnprocessed: false,
  },
  unprocessed: {
    retries: 2,
    statuses: new Set([429, 503]),
    codes: new Set(['network', 'host-not-found', 'refused']),
    onlyUnprocessed: true,
  },
  never: { retries: 0, statuses: new Set(), codes: new Set(), onlyUnprocessed: true },
};

/**
 * Longest wait that the service's limits may cost without a word, in milliseconds; a longer one is told to the person
 * instead. Whoever has asked something sits and waits, a list may fill a little later.
 */
export const longestWait: Readonly<Record<Repeat, number>> = { safe: 10_000, unprocessed: 5_000, never: 5_000 };

/** Upper bound of a wait that no header gives, in milliseconds: the first, doubled each time, up to the last. */
export const firstWait = 1_000;
const lastWait = 8_000;

function mayRepeat(error: unknown, repeat: Repeat): boolean {
  const rule = rules[repeat];
  if (!(error instanceof ChatError)) return false;
  if (rule.onlyUnprocessed && error.processed !== 'no') return false;
  if (error.retryAt !== undefined && error.retryAt - Date.now() > longestWait[repeat]) return false;
  return error.status === undefined ? rule.codes.has(error.code) : rule.statuses.has(error.status);
}

/**
 * Runs `attempt` (told its number, from 1) and repeats it as `repeat` allows: after the time that the service named,
 * else after full jitter below `wait` milliseconds, doubled each time. Fails with the last failure, or with the
 * signal's reason as soon as it aborts.
 */
export function withRetry<T>(
  repeat: Repeat,
  wait: number,
  signal: AbortSignal,
  attempt: (number: number) => Promise<T>,
): Promise<T> {
  const policy = retry(
    handleWhen((error) => !signal.aborted && mayRepeat(error, repeat)),
    {
      maxAttempts: rules[repeat].retries,
      backoff: new DelegateBackoff(({ attempt: number, result }) => {
        const at = 'error' in result && result.error instanceof ChatError ? result.error.retryAt : undefined;
        if (at !== undefined) return Math.max(0, at - Date.now());
        const options = { initialDelay: wait, maxDelay: lastWait, exponent: 2, generator: fullJitterGenerator };
        return fullJitterGenerator(number - 1, options)[0];
      }),
    },
  );
  // The policy's own wait does not end on abort, so the caller does not wait for it.
  return orAborted(
    policy.execute(({ attempt: number }) => {
      signal.throwIfAborted();
      return attempt(number + 1);
    }, signal),
    signal,
  );
}
