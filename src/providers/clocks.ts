import { ChatError } from '../chat/errors.ts';
import type { Timeouts } from '../chat/timeouts.ts';
import { longestTimer } from './pause.ts';

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

  // One timer that re-arms itself for what is left: a byte costs an assignment, not a timer.
  const check = (): void => {
    const totalEnd = started + limits.total;
    const phaseEnd = lastByte + limits[waitingFor];
    const left = Math.min(totalEnd, phaseEnd) - performance.now();
    if (left > 0) {
      timer = setTimeout(check, Math.min(Math.ceil(left), longestTimer));
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
