/** Longest delay that a timer takes; a longer one would fire at once. */
const longestTimer = 2 ** 31 - 1;

/** Resolves after so many milliseconds; fails with the signal's reason as soon as it aborts. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const leave = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', leave);
        resolve();
      },
      Math.min(Math.max(0, Math.ceil(milliseconds)), longestTimer),
    );
    signal.addEventListener('abort', leave, { once: true });
  });
}
