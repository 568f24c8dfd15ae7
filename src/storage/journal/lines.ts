import type { FileHandle } from 'node:fs/promises';

const chunkBytes = 256 * 1024;
/** No line of ours is longer; what is, is garbage, and is not held in memory. */
const longestLine = 16 * 1024 * 1024;

/**
 * The lines of a file from `start` on, without their ends and without empty ones, as many at a time as one reading
 * gives, until about `end`. A line too long to be ours comes as undefined. Holds one line and one chunk.
 */
export async function* linesOf(
  handle: FileHandle,
  start = 0,
  end = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly (Buffer | undefined)[]> {
  let position = start;
  let rest: Buffer[] = [];
  let restBytes = 0;
  while (position < end) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const lines: (Buffer | undefined)[] = [];
    let from = 0;
    for (let at = buffer.indexOf(0x0a); at !== -1 && at < bytesRead; at = buffer.indexOf(0x0a, from)) {
      const piece = buffer.subarray(from, at);
      from = at + 1;
      const bytes = restBytes + piece.length;
      if (bytes > 0)
        lines.push(bytes > longestLine ? undefined : restBytes === 0 ? piece : Buffer.concat([...rest, piece]));
      rest = [];
      restBytes = 0;
    }
    const open = buffer.subarray(from, bytesRead);
    restBytes += open.length;
    if (restBytes > longestLine) rest = [];
    else if (open.length > 0) rest.push(open);
    yield lines;
  }
  if (restBytes > 0) yield [restBytes > longestLine ? undefined : Buffer.concat(rest)];
}
