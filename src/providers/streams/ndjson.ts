import { ChatError } from '../../chat/model/errors.ts';
import { caps } from '../http/body.ts';
import { lineBatches } from './lines.ts';

export interface Line {
  readonly text: string;
  /** False for a last line without its line end: it may have been cut. */
  readonly ended: boolean;
}

/**
 * The lines of a newline-delimited body (github.com/ndjson/ndjson-spec), blank ones left out, `\r` dropped.
 * Fails with ChatError `too-large` on a line past 1 MiB.
 */
export async function* ndjsonLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line, void, undefined> {
  for await (const batch of lineBatches(bytes, (chunk) => chunk.lastIndexOf(10))) {
    const lines = batch.split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield { text: capped(line.trim()), ended: true };
    if (rest.trim() !== '') yield { text: capped(rest.trim()), ended: false };
  }
}

function capped(line: string): string {
  if (line.length > caps.line) throw new ChatError('too-large', { processed: 'maybe', detail: 'line' });
  return line;
}
