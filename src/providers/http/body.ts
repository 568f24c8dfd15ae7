import { ChatError } from '../../chat/model/errors.ts';
import type { Clocks } from './clocks.ts';
import { bodyFailure } from './networkFailure.ts';

/** Caps in bytes, after decompression: they are what stops an endless or exploding body. */
export const caps = { json: 8 * 2 ** 20, line: 8 * 2 ** 20, answer: 16 * 2 ** 20, error: 64 * 2 ** 10 } as const;

/**
 * The bytes of a response. Leaving the iteration closes the connection. Fails with ChatError `interrupted` when the
 * body breaks off, `too-large` past `cap` bytes, or with the reason of the clocks.
 */
export async function* readBytes(
  response: Response,
  clocks: Clocks,
  host: string,
  cap: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (!response.body) return clocks.stop();
  const reader = response.body.getReader();
  // A pending read ends at once when its stream is cancelled, even where the platform ignores the signal.
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  clocks.signal.addEventListener('abort', cancel);
  let size = 0;
  let ended = false;
  try {
    while (true) {
      const read = await reader.read();
      clocks.signal.throwIfAborted();
      if (read.done) break;
      clocks.bytesArrived();
      size += read.value.byteLength;
      if (size > cap) throw new ChatError('too-large', { processed: 'maybe', host });
      yield read.value;
      clocks.signal.throwIfAborted();
    }
    ended = true;
  } catch (error) {
    if (clocks.signal.aborted) throw clocks.signal.reason;
    throw error instanceof ChatError ? error : bodyFailure(error, host);
  } finally {
    clocks.stop();
    if (!ended) {
      cancel();
      clocks.abort();
    }
  }
}

/**
 * All of `bytes` as text: UTF-8, as JSON is whatever its type says, or the encoding that its type names where it is no
 * UTF-8. A BOM is dropped.
 */
export async function readText(bytes: AsyncIterable<Uint8Array>, contentType = ''): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  const all = Buffer.concat(chunks);
  const [, named = ''] = /;\s*charset="?([\w-]+)/i.exec(contentType) ?? [];
  const text = new TextDecoder().decode(all);
  return named !== '' && text.includes('\ufffd') ? (decoded(all, named) ?? text) : text;
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    // Nobody knows an encoding of this name.
    return undefined;
  }
}

/** The beginning of an error's body, at most `caps.error` bytes; empty when it cannot be read. */
export async function readErrorText(response: Response, clocks: Clocks, host: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  try {
    for await (const chunk of readBytes(response, clocks, host, Number.POSITIVE_INFINITY)) {
      text += decoder.decode(chunk.subarray(0, caps.error - size), { stream: true });
      size += chunk.byteLength;
      if (size >= caps.error) break;
    }
  } catch (error) {
    // The status alone says enough, unless it was the caller who left.
    if (!(error instanceof ChatError)) throw error;
  }
  return text;
}
