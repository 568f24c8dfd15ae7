import type { RecordedRequest, Reply } from './reply.ts';

/** What one request was, and what the vendor itself answered, whatever a fault then made of it. */
export interface Exchange {
  readonly request: RecordedRequest;
  /** Undefined: a fault stood in for the vendor, which never saw the request. */
  readonly reply: Reply | undefined;
}

let observer: ((exchange: Exchange) => void) | undefined;

/** From now on `listener` is told every exchange of every service in this process, before its answer is sent. */
export function observeExchanges(listener: (exchange: Exchange) => void): void {
  observer = listener;
}

export function tellExchange(exchange: Exchange): void {
  observer?.(exchange);
}
