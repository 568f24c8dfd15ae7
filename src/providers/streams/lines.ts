import { ChatError } from '../../chat/model/errors.ts';
import { caps } from '../http/body.ts';
import { breather, longest } from './breather.ts';

/**
 * `bytes` decoded (UTF-8) in batches that end at a line end, so that no character is ever cut; only the last batch may
 * end without one. Silence of the connection is measured before this, in bytes. Fails with ChatError `too-large` when
 * a line grows past 8 MiB. `lastEnd` finds the last line end in a chunk, or -1.
 */
export async function* lineBatches(
  bytes: AsyncIterable<Uint8Array>,
  lastEnd: (chunk: Uint8Array) => number,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let pending: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of smaller(bytes)) {
    const end = lastEnd(chunk) + 1;
    if (end > 0) {
      yield decoder.decode(joined(pending, size, chunk.subarray(0, end)));
      pending = [];
      size = 0;
    }
    if (end < chunk.byteLength) {
      pending.push(chunk.subarray(end));
      size += chunk.byteLength - end;
      if (size > caps.line) throw new ChatError('too-large', { processed: 'maybe', detail: 'line' });
    }
  }
  if (size > 0) yield decoder.decode(joined(pending, size, new Uint8Array()));
}

/** The bytes that are decoded and cut into lines at once. */
const slice = 16_384;

async function* smaller(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let breathe = breather();
  let asked = performance.now();
  for await (const chunk of bytes) {
    // Whoever has waited for bytes has given everything else its turn.
    if (performance.now() - asked > longest) breathe = breather();
    for (let start = 0; start < chunk.byteLength; start += slice) {
      await breathe();
      yield chunk.subarray(start, start + slice);
    }
    asked = performance.now();
  }
}

function joined(parts: readonly Uint8Array[], size: number, last: Uint8Array): Uint8Array {
  if (parts.length === 0) return last;
  const all = new Uint8Array(size + last.byteLength);
  let offset = 0;
  for (const part of [...parts, last]) {
    all.set(part, offset);
    offset += part.byteLength;
  }
  return all;
}
