import { ChatError } from '../../chat/model/errors.ts';
import type { Timeouts } from '../../chat/model/timeouts.ts';

/** The lead of the computer's clock over the monotonic one that tells that it slept, in milliseconds. */
const sleepNoticed = 30_000;

/** A connection that outlived a sleep says something within this time, in milliseconds; most do not outlive it. */
const afterSleep = 5_000;

/** The limits on one exchange, running. `signal` aborts when one is passed, when the caller aborts, or by `abort`. */
export interface Clocks {
  readonly signal: AbortSignal;
  /** Response headers are here: from now on silence is measured. */
  headersArrived(): void;
  /** Bytes came, whatever a decoder makes of them. */
  bytesArrived(): void;
  /** Ends the exchange early, closing its connection. */
  abort(): void;
  /** The exchange is over. */
  stop(): void;
}

/**
 * Starts the clocks of one exchange with `host`. Time is monotonic, so setting the computer's clock changes nothing.
 * The abort reason is ChatError `timeout-headers`, `timeout-idle` or `timeout-total`, or the caller's own reason.
 */
export function startClocks(limits: Timeouts, caller: AbortSignal, host: string): Clocks {
  const controller = new AbortController();
  const started = performance.now();
  let lastByte = started;
  let waitingFor: 'headers' | 'idle' = 'headers';
  let timer: ReturnType<typeof setTimeout> | undefined;

  let ahead = Date.now() - started;
  let wokeAt = Number.NEGATIVE_INFINITY;

  // One timer that re-arms itself for what is left: a byte costs an assignment, not a timer.
  const check = (): void => {
    const now = performance.now();
    if (Date.now() - now - ahead > sleepNoticed) wokeAt = now;
    ahead = Date.now() - now;
    const totalEnd = started + limits.total;
    const phaseEnd = lastByte + limits[waitingFor];
    const wakingEnd = wokeAt > lastByte ? wokeAt + afterSleep : Number.POSITIVE_INFINITY;
    const left = Math.min(totalEnd, phaseEnd, wakingEnd) - now;
    if (left > 0) {
      timer = setTimeout(check, Math.min(Math.ceil(left), afterSleep));
      return;
    }
    if (wakingEnd < Math.min(totalEnd, phaseEnd)) {
      controller.abort(new ChatError('interrupted', { processed: 'maybe', host, detail: 'sleep' }));
      return;
    }
    const code = totalEnd < phaseEnd ? 'timeout-total' : (`timeout-${waitingFor}` as const);
    controller.abort(new ChatError(code, { processed: 'maybe', host }));
  };
  const restart = (): void => {
    clearTimeout(timer);
    check();
  };
  const onCallerAbort = (): void => controller.abort(caller.reason);
  const stop = (): void => {
    clearTimeout(timer);
    caller.removeEventListener('abort', onCallerAbort);
  };

  if (caller.aborted) onCallerAbort();
  else caller.addEventListener('abort', onCallerAbort);
  controller.signal.addEventListener('abort', stop);
  if (!controller.signal.aborted) check();
  return {
    signal: controller.signal,
    headersArrived: () => {
      waitingFor = 'idle';
      lastByte = performance.now();
      if (!controller.signal.aborted) restart();
    },
    bytesArrived: () => {
      lastByte = performance.now();
    },
    abort: () => controller.abort(),
    stop,
  };
}

/** `promise`, or the signal's reason as soon as it aborts. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort: (() => void) | undefined;
  try {
    return await Promise.race([
      promise,
      new Promise<never>((_, reject) => {
        onAbort = () => reject(signal.reason);
        if (signal.aborted) onAbort();
        else signal.addEventListener('abort', onAbort);
      }),
    ]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}
