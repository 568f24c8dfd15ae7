import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import fc from 'fast-check';
import type { HaufeConnection } from '../../src/chat/model/connection.ts';
import { readAnswer } from '../../src/providers/copilotBuilder/reader.ts';
import { answerParts } from '../../src/providers/haufe/runs/answerStream.ts';
import { readText } from '../../src/providers/http/body.ts';

/** The body of one answer, and what reads it. */
export interface Stream {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** All that a reader tells of it, and how it ends, as text. */
  readonly read: (bytes: AsyncIterable<Uint8Array>) => Promise<string>;
}

const connection: HaufeConnection = { id: 'h', provider: 'haufe', name: 'H', baseUrl: 'https://api.haufe.ai/agents' };

const readers = {
  async haufe(bytes: AsyncIterable<Uint8Array>, contentType: string): Promise<string> {
    const told: unknown[] = [];
    try {
      for await (const part of answerParts({ status: 200, contentType, endsByClosing: false, bytes }, connection))
        told.push(part);
    } catch (error) {
      told.push(String(error));
    }
    return JSON.stringify(told);
  },
  async copilotBuilder(bytes: AsyncIterable<Uint8Array>): Promise<string> {
    return JSON.stringify(readAnswer(await readText(bytes), 'Prüfe Klausel 3 🧐'));
  },
} as const;

const contentTypeOf = (name: string): string => (extname(name) === '.sse' ? 'text/event-stream' : 'application/json');

/** Every recorded answer of both vendors. */
export const recorded: readonly Stream[] = (['haufe', 'copilotBuilder'] as const).flatMap((vendor) => {
  const folder = new URL(`../fixtures/${vendor}/`, import.meta.url);
  return readdirSync(folder).map((name) => ({
    name: `${vendor}/${name}`,
    bytes: new Uint8Array(readFileSync(new URL(name, folder))),
    read: (bytes: AsyncIterable<Uint8Array>) => readers[vendor](bytes, contentTypeOf(name)),
  }));
});

/** Characters of every length in UTF-8, line ends inside of texts, and what looks like framing. */
const word = fc.constantFrom(
  'ä',
  '€',
  '🧾',
  '👩🏽‍⚖️',
  '\u2028',
  '\u0085',
  '\ufeff',
  '\n',
  '\r',
  '"',
  '\\',
  'data: ',
  '[DONE]',
  'x',
);

const lineEnd = fc.constantFrom('\n', '\r\n');
const eventEnd = fc.constantFrom('\n', '\r\n', '\r');

/** Any answer in any of the framings, with what it says. */
export const generated: fc.Arbitrary<{ readonly stream: Stream; readonly text: string }> = fc
  .record({
    chunks: fc.array(
      fc.array(word, { maxLength: 4 }).map((words) => words.join('')),
      { minLength: 1, maxLength: 6 },
    ),
    sse: fc.boolean(),
    prefixed: fc.boolean(),
    escaped: fc.boolean(),
    bom: fc.boolean(),
    ended: fc.boolean(),
    blank: fc.boolean(),
    ends: fc.tuple(lineEnd, eventEnd),
  })
  .map(({ chunks, sse, prefixed, escaped, bom, ended, blank, ends: [line, event] }) => {
    const end = sse ? event : line;
    const framed = chunks.map((content) => {
      const json = JSON.stringify({ message_id: 'm', delta: { content } });
      const shown = escaped
        ? json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        : json;
      return `${sse || prefixed ? 'data: ' : ''}${shown}${end}${sse || blank ? end : ''}`;
    });
    const body = framed.join('');
    const whole = `${bom ? '\ufeff' : ''}${ended || sse ? body : body.trimEnd()}`;
    const contentType = sse ? 'text/event-stream' : 'application/x-ndjson';
    const stream: Stream = {
      name: JSON.stringify(whole),
      bytes: new TextEncoder().encode(whole),
      read: (bytes) => readers.haufe(bytes, contentType),
    };
    return { stream, text: chunks.join('') };
  });

/** Where bodies are cut: anywhere, or evenly. Numbers are taken modulo the length. */
export const cuts: fc.Arbitrary<readonly number[] | number> = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.nat(100_000), { minLength: 1, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }) },
);

/** `bytes` in pieces; empty ones are among them, as a network may give them. */
export async function* split(bytes: Uint8Array, at: readonly number[] | number): AsyncGenerator<Uint8Array> {
  const length = bytes.byteLength;
  if (typeof at === 'number') {
    for (let start = 0; start < length; start += at) yield bytes.subarray(start, start + at);
    return;
  }
  let start = 0;
  for (const end of [...at.map((point) => point % (length + 1)), length].sort((left, right) => left - right)) {
    yield bytes.subarray(start, end);
    start = end;
  }
}
