import type { Log } from '../../base/log.ts';
import { ChatError } from '../../chat/model/errors.ts';
import { failureLine } from '../../chat/model/failureReport.ts';
import type { Timeouts } from '../../chat/model/timeouts.ts';
import { orAborted, startClocks } from './clocks.ts';
import { networkFailure } from './networkFailure.ts';
import type { Fetch } from './request.ts';

export interface UploadOptions {
  readonly timeouts: Timeouts;
  readonly log: Log;
  readonly fetch?: Fetch | undefined;
}

/** A file on its way to storage that is not the vendor's own host. */
export interface Upload {
  /** The signed address, checked: whoever has it may write there, so it stands in no log. */
  readonly address: URL;
  readonly type: string;
  readonly bytes: Uint8Array;
}

const pieceSize = 64 * 1024;

/** Statuses of storage that takes no body whose end it is not told: then the file goes out in one piece. */
const wantsWhole = new Set([411, 501]);

/**
 * Puts the bytes to the signed address and gives how many have gone out, as they go. No key and no user id travels
 * there, and no redirect is followed. Fails with ChatError `file-failed` when the storage refuses, `file-too-large`, as a request does when the network fails, or with the signal's reason.
 */
export async function* upload(
  options: UploadOptions,
  file: Upload,
  signal: AbortSignal,
): AsyncGenerator<number, void, undefined> {
  for (const streamed of [true, false]) {
    const attempt = put(options, file, streamed, signal);
    try {
      for (let next = await attempt.next(); !next.done; next = await attempt.next()) yield next.value;
      return;
    } catch (error) {
      // Where a platform's `fetch` takes no stream, progress is told at the end only.
      if (!streamed || !(error instanceof ChatError && refusesStream(error))) throw error;
    } finally {
      await attempt.return();
    }
  }
}

function refusesStream({ status, detail }: ChatError): boolean {
  return status === undefined ? detail === 'nothing sent' : wantsWhole.has(status);
}

async function* put(
  { timeouts, log, fetch = globalThis.fetch }: UploadOptions,
  { address: url, type, bytes }: Upload,
  streamed: boolean,
  signal: AbortSignal,
): AsyncGenerator<number, void, undefined> {
  // Each piece that goes out starts the wait anew: what is measured is silence.
  const clocks = startClocks({ ...timeouts, headers: timeouts.idle }, signal, url.host);
  const started = performance.now();
  let sent = 0;
  let moved = Promise.withResolvers<void>();
  const pieces = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = bytes.subarray(sent, sent + pieceSize);
        if (piece.byteLength === 0) return controller.close();
        sent += piece.byteLength;
        clocks.bytesArrived();
        controller.enqueue(piece);
        moved.resolve();
      },
    },
    { highWaterMark: 0 },
  );
  const report = (outcome: number | string): string =>
    `PUT ${url.host} ${outcome} ${Math.round(performance.now() - started)} ms`;
  const exchange = async (): Promise<number> => {
    try {
      const headers = { 'content-type': type, ...(streamed && { 'content-length': String(bytes.byteLength) }) };
      const body = streamed ? { body: pieces, duplex: 'half' as const } : { body: Uint8Array.from(bytes) };
      const init = { method: 'PUT', headers, ...body, redirect: 'error' as const, signal: clocks.signal };
      const response = await orAborted(fetch(url, init), clocks.signal);
      // What storage has to say (often XML that repeats the address) is not read.
      await response.body?.cancel().catch(() => undefined);
      return response.redirected ? 302 : response.status;
    } catch (error) {
      if (clocks.signal.aborted) throw clocks.signal.reason;
      const failure = networkFailure(error, url.host);
      const nothing = streamed && sent === 0 && failure.code === 'network' && failure.detail === undefined;
      throw nothing ? new ChatError('network', { processed: 'no', host: url.host, detail: 'nothing sent' }) : failure;
    }
  };
  try {
    let ended = false;
    const answered = exchange().finally(() => {
      ended = true;
      moved.resolve();
    });
    // Its failure is met below, where its outcome is.
    answered.catch(() => undefined);
    for (let told = -1; !ended; moved = Promise.withResolvers()) {
      if (sent > told) {
        told = sent;
        yield told;
      }
      if (sent === told && !ended) await moved.promise;
    }
    const status = await answered;
    log[status < 300 ? 'info' : 'warn'](report(status));
    if (status >= 300) throw refusal(status, url.host);
    if (sent < bytes.byteLength) yield bytes.byteLength;
  } catch (error) {
    if (!(error instanceof ChatError && error.status !== undefined)) {
      log.warn(report(error instanceof ChatError ? failureLine(error) : 'stopped'));
    }
    throw error;
  } finally {
    clocks.stop();
    clocks.abort();
  }
}

function refusal(status: number, host: string): ChatError {
  const code =
    status === 413 ? 'file-too-large' : status >= 500 && !wantsWhole.has(status) ? 'unavailable' : 'file-failed';
  return new ChatError(status < 400 ? 'redirected' : code, { status, host, detail: 'upload' });
}
