import { stat, utimes } from 'node:fs/promises';
import { ifExists } from './fsErrors.ts';

/** Longer than any run by the default limit of a whole answer, 15 minutes. Milliseconds. */
export const longestRun = 20 * 60_000;
/** A file that was touched as long ago by the clock may be nobody's. Milliseconds. */
const doubtAfter = 60_000;
/** The number of beats without a touch after which a file is abandoned. */
const patience = 3;

/**
 * A window touches the files of what it is at. Who finds one that looks old waits for a touch, since a clock may jump,
 * a computer may have slept, and the number of a process that is gone is given to another.
 */
export class Heartbeat {
  readonly #every: number;
  readonly #longest: () => number;
  /** Beats that are left to each file of this window. */
  readonly #beatsLeft = new Map<string, number>();
  /** Files that nobody touches, and when they were touched last. */
  readonly #silent = new Map<string, number>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `every`: milliseconds between beats. `longest`: how long a file is touched without news of it, in milliseconds. */
  constructor(every = 2_000, longest = () => longestRun) {
    this.#every = every;
    this.#longest = longest;
  }

  get #limit(): number {
    return this.#longest() / this.#every;
  }

  /** Marks a file as in use by this window: for as long as a run may last, or `always`. */
  keep(file: string, always = false): void {
    this.#beatsLeft.set(file, always ? Number.POSITIVE_INFINITY : this.#limit);
    this.#timer ??= setInterval(() => this.#beat(), this.#every);
    this.#timer.unref();
  }

  /** Prolongs the use of a file that has news. */
  renew(file: string): void {
    const left = this.#beatsLeft.get(file);
    if (left !== undefined) this.#beatsLeft.set(file, Math.max(left, this.#limit));
  }

  end(file: string): void {
    this.#beatsLeft.delete(file);
  }

  /** No file whose path begins with `start` is this window's any more. */
  endAll(start: string): void {
    for (const file of this.#beatsLeft.keys()) if (file.startsWith(start)) this.#beatsLeft.delete(file);
  }

  isKept(file: string): boolean {
    return this.#beatsLeft.has(file);
  }

  /** Whether no window is at it. Takes some beats where that is in doubt. */
  async isSilent(file: string): Promise<boolean> {
    const touched = await touchedAt(file);
    if (touched === undefined || Math.abs(Date.now() - touched) < doubtAfter) return false;
    if (this.#silent.get(file) !== touched) {
      await new Promise((resolve) => setTimeout(resolve, patience * this.#every));
      if ((await touchedAt(file)) !== touched) return false;
      this.#silent.set(file, touched);
    }
    return true;
  }

  /** No file is this window's any more. */
  stop(): void {
    this.#beatsLeft.clear();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #beat(): void {
    const now = new Date();
    for (const [file, left] of this.#beatsLeft) {
      if (left <= 0) this.#beatsLeft.delete(file);
      else {
        this.#beatsLeft.set(file, left - 1);
        // Where it cannot be touched, or is gone, others see what they see of a window that is gone.
        utimes(file, now, now).catch(() => undefined);
      }
    }
    if (this.#beatsLeft.size === 0) this.stop();
  }
}

async function touchedAt(file: string): Promise<number | undefined> {
  return (await ifExists(stat(file), undefined))?.mtimeMs;
}
