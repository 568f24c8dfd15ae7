/** The longest time that a stream which has arrived already is read without a pause, in milliseconds. */
export const longest = 8;

/**
 * Gives the event loop a turn where the last one was long ago: what one large chunk holds would else be read in one go,
 * and Stop and the clocks would wait for its end. Undefined: there is no need yet.
 */
export function breather(): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < longest) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        last = performance.now();
        resolve();
      });
    });
  };
}
