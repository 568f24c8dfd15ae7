import type { Fetch } from '../../src/providers/http/request.ts';
import { record } from './traffic.ts';

/** `fetch`, its traffic held against the vendors' documents as any other. `prefix` goes before each path. */
export function watchedFetch(fetch: Fetch, prefix = '', look: (response: Response) => void = () => undefined): Fetch {
  return async (input, init) => {
    // A stream can be read once only, and here are two readers.
    const streamed = init?.body instanceof ReadableStream ? await new Response(init.body).bytes() : undefined;
    const sent = streamed ? { ...init, body: streamed } : init;
    const request = new Request(input, sent);
    const response = await fetch(input, sent);
    look(response);
    const { pathname, searchParams: query } = new URL(request.url);
    record({
      method: request.method,
      path: prefix + pathname,
      query,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
      answer: {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        body: await response.clone().text(),
      },
    });
    return response;
  };
}
