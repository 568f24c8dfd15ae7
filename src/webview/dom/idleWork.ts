/** Longest stretch of work, in milliseconds, that a person does not feel while typing or scrolling. */
const sliceMilliseconds = 8;
/** A page that is never idle goes on all the same after this many milliseconds. */
const patienceMilliseconds = 100;

export interface Slices {
  /** Goes on working until there is nothing left to do. */
  readonly start: () => void;
  readonly stop: () => void;
}

/** Does work piece by piece while the page is idle. `work` does a piece and says whether there is more. */
export function createIdleWork(work: () => boolean, around: (slice: () => void) => void): Slices {
  let scheduled = 0;

  const run = () => {
    scheduled = 0;
    const end = performance.now() + sliceMilliseconds;
    let more = true;
    around(() => {
      while (more && performance.now() < end) more = work();
    });
    if (more) start();
  };
  const start = () => {
    scheduled ||= requestIdleCallback(run, { timeout: patienceMilliseconds });
  };
  return {
    start,
    stop: () => {
      cancelIdleCallback(scheduled);
      scheduled = 0;
    },
  };
}
