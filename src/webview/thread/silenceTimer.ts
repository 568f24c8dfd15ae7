const patience = 15;

export interface Silence {
  /** Notes that something came from the vendor, now or so many milliseconds ago; or that a run began or ended. */
  readonly heard: (running: boolean, ago?: number) => void;
  /** Returns the seconds for which nothing has come, once that is worth a word. */
  readonly seconds: () => number | undefined;
}

/** Counts the silence while an answer is awaited. The timer exists only then: an idle page does nothing. */
export function watchSilence(onTick: () => void): Silence {
  let since = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const silent = () => Math.floor((Date.now() - since) / 1000);
  return {
    heard: (running, ago = 0) => {
      since = Date.now() - ago;
      clearInterval(timer);
      timer = running ? setInterval(() => silent() >= patience && onTick(), 1000) : undefined;
    },
    seconds: () => (timer !== undefined && silent() >= patience ? silent() : undefined),
  };
}
