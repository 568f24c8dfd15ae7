import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HaufeConnection } from '../../src/chat/model/connection.ts';
import { answerParts, type Part } from '../../src/providers/haufe/runs/answerStream.ts';
import { readText } from '../../src/providers/http/body.ts';
import { seeded } from './property.ts';

const folder = path.join(import.meta.dirname, '../fixtures/haufe/');
const connection: HaufeConnection = { id: 'h', provider: 'haufe', name: 'H', baseUrl: 'https://api.haufe.ai/agents' };
const fixtures = readdirSync(folder).map((name) => ({
  name,
  bytes: new Uint8Array(readFileSync(folder + name)),
  contentType: path.extname(name) === '.sse' ? 'text/event-stream' : 'application/json',
}));

async function* cut(bytes: Uint8Array, points: readonly number[]): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (const end of [...points, bytes.byteLength].sort((left, right) => left - right)) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

/** The parts of `bytes` cut at `points`, and how reading them ended. */
async function read(bytes: Uint8Array, contentType: string, points: readonly number[]) {
  const parts: Part[] = [];
  try {
    for await (const part of answerParts(
      { status: 200, contentType, endsByClosing: false, bytes: cut(bytes, points) },
      connection,
    )) {
      parts.push(part);
    }
    return { parts, error: undefined };
  } catch (error) {
    return { parts, error: String(error) };
  }
}

test.each(fixtures)(
  'keeps of a stream with any cut what came whole, and no broken character: $name',
  async ({ name, bytes, contentType }) => {
    const whole = await read(bytes, contentType, []);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.byteLength),
        fc.array(fc.nat(bytes.byteLength), { maxLength: 5 }),
        async (end, points) => {
          const { parts } = await read(
            bytes.subarray(0, end),
            contentType,
            points.filter((point) => point <= end),
          );
          expect(parts).toEqual(whole.parts.slice(0, parts.length));
        },
      ),
      seeded(`${name}, cut`, 100),
    );
  },
);

test.each([
  ['application/json', '\n', (chunk: string) => `${chunk}\n`],
  ['text/event-stream', '\n', (chunk: string) => `data: ${chunk}\n\n`],
  ['text/event-stream', '\r', (chunk: string) => `data: ${chunk}\r\r`],
])('tells %s with line ends %j as it comes, not at its end', async (contentType, _, framed) => {
  let asked = 0;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (const content of ['Eins', 'Zwei', 'Drei']) {
      asked++;
      yield new TextEncoder().encode(framed(JSON.stringify({ delta: { content } })));
    }
  }
  const before: [string, number][] = [];
  for await (const { text } of answerParts(
    { status: 200, contentType, endsByClosing: false, bytes: bytes() },
    connection,
  )) {
    before.push([text, asked]);
  }
  expect(before).toEqual([
    ['Eins', 1],
    ['Zwei', 2],
    ['Drei', 3],
  ]);
});

test.each([
  ['application/json; charset=iso-8859-1', Buffer.from('Kündigung § 5', 'latin1'), 'Kündigung § 5'],
  ['text/plain;charset="windows-1252"', Buffer.from('5 \x80', 'latin1'), '5 €'],
  // Services name the wrong one.
  ['application/json; charset=iso-8859-1', Buffer.from('Kündigung § 5'), 'Kündigung § 5'],
  ['text/plain; charset=klingon', Buffer.from('K\xfcn', 'latin1'), 'K\ufffdn'],
  ['text/plain', Buffer.from('\ufeffKündigung'), 'Kündigung'],
])('reads a body of type %s in the encoding that it has', async (contentType, bytes, text) => {
  expect(await readText(cut(bytes, [1, 2]), contentType)).toBe(text);
});
