export interface Debounced {
  /** Begins the wait anew. */
  readonly changed: () => void;
  /** Drops the waiting work. */
  readonly cancel: () => void;
  readonly dispose: () => void;
}

/** Does `work` once nothing has changed for `milliseconds`, so that what is half typed is not acted upon. */
export function debounce(milliseconds: number, work: () => void): Debounced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => clearTimeout(timer);
  const changed = () => {
    cancel();
    timer = setTimeout(work, milliseconds);
  };
  return { changed, cancel, dispose: cancel };
}
