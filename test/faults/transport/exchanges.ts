import { retryAt } from '../../../src/providers/http/headers/retryAfter.ts';
import { longestWait } from '../../../src/providers/http/retry.ts';
import type { TripClocks } from './clocks.ts';
import type { Lag } from './lag.ts';

/** What a wait may take beyond its clock, in milliseconds. */
export const grace = 1000;

/** Whether a question was stored is confirmed by a reading with a limit of its own, however short the clocks are. */
const confirming = 5000;

interface Open {
  readonly name: string;
  readonly limits: { readonly headers: number; readonly idle: number; readonly total: number };
  readonly started: number;
  readonly lagged: number;
}

/** Holds each exchange of a question to its own clocks, whatever the client says of it. */
export class Exchanges {
  readonly #clocks: TripClocks;
  readonly #lag: Lag;
  readonly #broken: string[];
  #open = 0;
  #idleSince = performance.now();
  #idleLag = 0;
  #idle = 0;
  #named = 0;

  constructor(clocks: TripClocks, lag: Lag, broken: string[]) {
    this.#clocks = clocks;
    this.#lag = lag;
    this.#broken = broken;
  }

  /** Milliseconds in which no exchange was open, and no work on the disk, without the lateness of this process's timers. */
  get idle(): number {
    return this.#open > 0 ? this.#idle : this.#idle + this.#sinceIdle();
  }

  /** While `work` is done nobody waits in vain. */
  readonly during = (work: Promise<unknown>): void => {
    this.#begin();
    const end = (): void => this.#end();
    work.then(end, end);
  };

  /** Milliseconds that the service has asked to wait and that are waited for without a word. */
  get named(): number {
    return this.#named;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const { headers, idle, total } = this.#clocks;
    const { pathname, searchParams } = new URL(String(input));
    const name = `${init?.method} ${pathname}`;
    const confirms = pathname.endsWith('/messages') && searchParams.has('limit') && init?.method === 'GET';
    const exchange: Open = {
      name,
      limits: { headers, idle, total: confirms ? Math.max(total, confirming) : total },
      started: performance.now(),
      lagged: this.#lag.total,
    };
    this.#begin();
    let response: Response;
    try {
      response = await untilAborted(globalThis.fetch(input, init), init?.signal);
    } catch (error) {
      this.#judge(exchange, 'headers');
      this.#end();
      throw error;
    }
    this.#judge(exchange, 'headers');
    if (!response.ok) this.#noteWait(response);
    return this.#watchBody(exchange, response);
  };

  #noteWait({ headers }: Response): void {
    const wait = (retryAt(headers, Date.now()) ?? 0) - Date.now();
    if (wait > 0 && wait <= longestWait.safe) this.#named += wait;
  }

  #watchBody(exchange: Open, response: Response): Response {
    const { body } = response;
    if (!body) {
      this.#end();
      return response;
    }
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      this.#judge(exchange, 'total');
      this.#end();
    };
    const getReader = body.getReader.bind(body) as () => ReadableStreamDefaultReader<Uint8Array>;
    const watched = (): ReadableStreamDefaultReader<Uint8Array> => {
      const reader = getReader();
      const [read, cancel] = [reader.read.bind(reader), reader.cancel.bind(reader)];
      reader.read = async () => {
        const asked = { ...exchange, started: performance.now(), lagged: this.#lag.total };
        try {
          const result = await read();
          if (result.done) end();
          return result;
        } catch (error) {
          end();
          throw error;
        } finally {
          this.#judge(asked, 'idle');
        }
      };
      reader.cancel = (reason) => {
        end();
        return cancel(reason);
      };
      return reader;
    };
    Object.defineProperty(body, 'getReader', { value: watched });
    return response;
  }

  #judge({ name, limits, started, lagged }: Open, clock: 'headers' | 'idle' | 'total'): void {
    const took = performance.now() - started - (this.#lag.total - lagged);
    const allowed = limits[clock] + grace;
    if (took > allowed) this.#broken.push(`hang: ${name} ran ${Math.round(took)} of ${allowed} ms (${clock})`);
  }

  #begin(): void {
    if (this.#open++ === 0) this.#idle += this.#sinceIdle();
  }

  #end(): void {
    if (--this.#open > 0) return;
    this.#idleSince = performance.now();
    this.#idleLag = this.#lag.total;
  }

  #sinceIdle(): number {
    return Math.max(0, performance.now() - this.#idleSince - (this.#lag.total - this.#idleLag));
  }
}

/** The client leaves at its clock even where the platform does not notice; so does the watch. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
