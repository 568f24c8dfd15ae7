/** A request to a handler, read to its end. */
export interface Call {
  readonly method: string;
  /** The path below the base address, with its leading slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * A `fetch` that never leaves the process: requests below `base` go to `handle`, any other address fails as an
 * unreachable host would.
 */
export function inProcessFetch(base: string, handle: (call: Call) => Promise<Response>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    // Not `request.signal`: the platform ties it to the life of the request object, which ends with this function.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    signal?.throwIfAborted();
    const url = new URL(request.url);
    const prefix = new URL(base);
    if (url.origin !== prefix.origin || !url.pathname.startsWith(`${prefix.pathname}/`)) {
      throw new TypeError('fetch failed', { cause: new Error(`the demo does not answer for ${url.origin}`) });
    }
    const response = await handle({
      method: request.method,
      path: url.pathname.slice(prefix.pathname.length),
      query: url.searchParams,
      headers: request.headers,
      body: await request.text(),
      signal,
    });
    signal?.throwIfAborted();
    return response;
  };
}

/** A JSON response. */
export function json(status: number, body: unknown, contentType = 'application/json'): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': contentType } });
}

/** The body as a JSON object; undefined when it is none. */
export function jsonObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** The value when it is an object (not an array). */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** Waits; an abort ends the wait and its timer with the signal's reason. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    if (milliseconds <= 0) return resolve();
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/**
 * A response body made of text pieces. It ends early, with every timer stopped, when the caller's signal aborts or the
 * reader cancels; `pieces` gets a signal that says so.
 */
export function streamOf(
  pieces: (signal: AbortSignal) => AsyncGenerator<string, void>,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const ended = new AbortController();
  const iterator = pieces(ended.signal);
  let abort = (): void => undefined;
  const end = (reason?: unknown): void => {
    signal?.removeEventListener('abort', abort);
    ended.abort(reason);
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      abort = () => {
        // At once, and not only when the reader asks for more.
        controller.error(signal?.reason);
        end(signal?.reason);
      };
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    },
    async pull(controller) {
      try {
        const next = await iterator.next();
        if (ended.signal.aborted) return;
        if (!next.done) return controller.enqueue(encoder.encode(next.value));
        controller.close();
        end();
      } catch (error) {
        if (!ended.signal.aborted) controller.error(error);
      }
    },
    cancel: end,
  });
}

/** Text in pieces of a few words; joined they give the text again. */
export function inPieces(text: string, length = 16): string[] {
  const pieces: string[] = [];
  for (const word of text.split(/(?<=\s)(?=\S)/)) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + word.length <= length) pieces[pieces.length - 1] = last + word;
    else pieces.push(word);
  }
  return pieces;
}
