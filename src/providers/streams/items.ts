import { ChatError } from '../../chat/model/errors.ts';
import { caps } from '../http/body.ts';
import { jsonOrUndefined } from '../http/object.ts';
import { lineBatches } from './lines.ts';

/** One value of a stream, or words that are none, under the name of their event (empty: it has none). */
export type StreamItem =
  | { readonly type: 'value'; readonly event: string; readonly value: unknown }
  | { readonly type: 'words'; readonly event: string; readonly words: string }
  /** `[DONE]` in whatever spelling, as other vendors of streams end theirs. */
  | { readonly type: 'end' };

/**
 * The values of a streamed body, however it is framed: one JSON value on each line (github.com/ndjson/ndjson-spec),
 * server-sent events (HTML Living Standard, 9.2), a mix of both, events framed twice, or one JSON value over several
 * lines. The content type is not asked: services and what stands before them say the wrong one.
 * Fails with ChatError `too-large` on a line or event past 8 MiB, `bad-response` on a line that is neither, and
 * `interrupted` where a value is cut.
 */
export async function* streamItems(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<StreamItem, void, undefined> {
  const frames = new Frames();
  let lineFeed = false;
  for await (const batch of lineBatches(bytes, (chunk) => Math.max(chunk.lastIndexOf(10), chunk.lastIndexOf(13)))) {
    // A batch may end between the two characters of a line end.
    const text = lineFeed && batch.startsWith('\n') ? batch.slice(1) : batch;
    lineFeed = batch.endsWith('\r');
    const lines = text.split(/\r\n|\n|\r/);
    const rest = lines.pop() ?? '';
    for (const line of lines) yield* frames.line(line, true);
    if (rest !== '') yield* frames.line(rest, false);
  }
  yield* frames.end();
}

const endMark = /^"?(?:\[(?:done|end)\]|done)"?$/i;

class Frames {
  #event = '';
  /** Data of the event that is being read, as long as no line of it is a value by itself. */
  readonly #data: string[] = [];
  #size = 0;
  /** Text of a body that is one JSON value over several lines. */
  #whole = '';
  #hasValue = false;

  *line(text: string, ended: boolean): Iterable<StreamItem> {
    if (this.#whole !== '') return this.#add(text);
    if (text.trim() === '') return yield* this.#dispatch();
    const match = /^(data|event|id|retry)?:(.*)$/s.exec(text);
    if (!match) return yield* this.#bare(text.trim(), ended);
    const [, name, value = ''] = match;
    if (name === 'event') this.#event = value.trim().toLowerCase();
    if (name === 'data') yield* this.#datum(value.replace(/^(?:\s*data:)+/, '').trim());
  }

  *end(): Iterable<StreamItem> {
    if (this.#whole === '') return yield* this.#dispatch();
    const value = jsonOrUndefined(this.#whole);
    if (value === undefined) throw interrupted('body');
    yield { type: 'value', event: this.#event, value };
  }

  *#datum(text: string): Iterable<StreamItem> {
    if (endMark.test(text)) return yield { type: 'end' };
    const value = this.#data.length === 0 ? jsonOrUndefined(text) : undefined;
    if (value !== undefined) return yield* this.#value(value);
    this.#data.push(text);
    this.#count(text);
  }

  *#bare(text: string, ended: boolean): Iterable<StreamItem> {
    if (endMark.test(text)) return yield { type: 'end' };
    const value = jsonOrUndefined(text);
    if (value !== undefined) return yield* this.#value(value);
    if (/^[[{]/.test(text)) {
      if (!this.#hasValue) return this.#add(text);
      throw ended ? badResponse() : interrupted('line');
    }
    if (/^(?:ping|pong|heartbeat|keep-?alive)\b/i.test(text)) return;
    // The name of a field that was cut.
    if (!ended && ['data', 'event', 'id', 'retry'].some((field) => field.startsWith(text))) return;
    throw badResponse();
  }

  *#value(value: unknown): Iterable<StreamItem> {
    this.#hasValue = true;
    yield { type: 'value', event: this.#event, value };
  }

  *#dispatch(): Iterable<StreamItem> {
    const event = this.#event;
    const words = this.#data.join('\n');
    const isData = this.#data.length > 0;
    this.#event = '';
    this.#data.length = 0;
    this.#size = 0;
    if (!isData && !/^(?:error|fail)/.test(event)) return;
    const value = jsonOrUndefined(words);
    if (value !== undefined) this.#hasValue = true;
    yield value === undefined ? { type: 'words', event, words } : { type: 'value', event, value };
  }

  #add(text: string): void {
    this.#whole += `${text}\n`;
    this.#count(text);
  }

  #count(text: string): void {
    this.#size += text.length;
    if (this.#size > caps.line) throw new ChatError('too-large', { processed: 'maybe', detail: 'event' });
  }
}

function interrupted(detail: string): ChatError {
  return new ChatError('interrupted', { processed: 'maybe', detail });
}

function badResponse(): ChatError {
  return new ChatError('bad-response', { processed: 'maybe', detail: 'line' });
}
