import fc from 'fast-check';
import { expect, it } from 'vitest';
import { errorCodes } from '../../src/chat/model/errorData.ts';
import { type Message, messageStates } from '../../src/chat/model/model.ts';
import { safeFileName } from '../../src/export/fileName.ts';
import { exportJson, readExport } from '../../src/export/json.ts';
import type { ExportedThread } from '../../src/export/jsonShapes.ts';
import { amount } from '../amount.ts';
import { seeded } from './property.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const number = fc.nat({ max: 1_000 });
const source = fc.record(
  {
    id: number.map(String),
    title: text,
    section: text,
    passage: text,
    link: fc.webUrl({ validSchemes: ['https'] }),
    shortened: fc.constant(true as const),
  },
  { requiredKeys: ['id', 'title', 'passage'] },
);
const details = fc.record(
  {
    legalAdvice: fc.boolean(),
    intent: text,
    toolCalls: fc.array(text),
    moreToolCalls: number,
    other: fc.dictionary(
      fc.constantFrom('type', 'intents', 'kept'),
      fc.constantFrom<unknown>(1, 'x', [true], { a: null }),
    ),
  },
  { requiredKeys: [] },
);
const message = fc.record(
  {
    id: text,
    role: fc.constantFrom('user' as const, 'assistant' as const),
    author: text,
    text,
    createdAt: text,
    sources: fc.array(source, { maxLength: 3 }),
    moreSources: number,
    context: fc.array(fc.record({ id: text, label: text, firstLine: number, lastLine: number, text }), {
      maxLength: 2,
    }),
    state: fc.constantFrom(...messageStates.filter((state) => !/^(?:sending|waiting|asking|answering)$/.test(state))),
    error: fc.record({ code: fc.constantFrom(...errorCodes), status: number, host: text }, { requiredKeys: ['code'] }),
    contextLost: fc.constant(true as const),
    answerTo: text,
    storedId: text,
    storedIds: fc.array(text),
    attachment: fc.record({ fileId: text, name: text }),
    details,
  },
  { requiredKeys: ['id', 'role', 'text', 'sources', 'context', 'state'] },
);
const thread = fc.record(
  {
    title: text,
    assistant: text,
    connection: text,
    notice: text,
    exportedAt: text,
    isWhole: fc.boolean(),
    messages: fc.array(message, { maxLength: 4 }),
    greeting: text,
  },
  { requiredKeys: ['title', 'assistant', 'connection', 'notice', 'exportedAt', 'isWhole', 'messages'] },
) as fc.Arbitrary<ExportedThread>;

const plain: Message = { id: 'm', role: 'assistant', text: 'A', sources: [], context: [], state: 'complete' };
const exported = (...messages: readonly Message[]): ExportedThread => ({
  ...{ title: 'T', assistant: 'HR', connection: 'K', notice: 'KI', exportedAt: '2026-11-29T12:00:00Z', isWhole: true },
  messages,
});

it('reads back everything that was exported as JSON', () => {
  fc.assert(
    fc.property(thread, (written) => {
      // Without prototypes, which no file has.
      expect(readExport(exportJson(written))).toEqual({ type: 'thread', thread: JSON.parse(JSON.stringify(written)) });
    }),
    seeded('exported JSON', amount(10_000, 1_000)),
  );
});

it('holds neither keys nor what looks like one, and no message that is not for people', () => {
  const other = {
    kept: 'x',
    'api-key': 'GEHEIM',
    deep: [{ api_key: 'GEHEIM' }, 'Bearer GEHEIMGEHEIM', 'sk-GEHEIMGEHEIMGEHEIM'],
    messages: [
      { role: 'system', content: 'GEHEIM' },
      { role: 'Developer', content: 'GEHEIM' },
      { type: 'tool', content: 'GEHEIM' },
      { role: 'assistant', content: 'A' },
    ],
  };
  const hidden: Message[] = JSON.parse(
    JSON.stringify(['system', 'developer', 'tool'].map((role) => ({ ...plain, role, text: 'GEHEIM' }))),
  );
  const json = exportJson(exported(...hidden, { ...plain, details: { other } }));
  expect(json).not.toContain('GEHEIM');
  const read = readExport(json);
  expect(read.type === 'thread' && read.thread.messages).toEqual([
    { ...plain, details: { other: { kept: 'x', deep: [{}], messages: [{ role: 'assistant', content: 'A' }] } } },
  ]);
});

it('holds the titles that the service gives to the data beside its answers', () => {
  const labels = { firm: 'Name of the firm', other: 'Another assistant’s' };
  const read = readExport(exportJson({ ...exported({ ...plain, details: { other: { firm: 'A', x: 1 } } }), labels }));
  expect(read.type === 'thread' && read.thread.labels).toEqual({ firm: 'Name of the firm' });
  expect(exportJson({ ...exported(plain), labels })).not.toContain('labels');
});

it('has nothing on its way in a file', () => {
  const states = ['sending', 'waiting', 'asking', 'answering'] as const;
  const read = readExport(exportJson(exported(...states.map((state) => ({ ...plain, state })))));
  expect(read.type === 'thread' && read.thread.messages.map(({ state }) => state)).toEqual([
    ...['unknown', 'empty', 'empty', 'interrupted'],
  ]);
});

it('tells a file that is foreign, newer, cut off or changed from one of its own', () => {
  const json = exportJson(exported(plain));
  expect(readExport('').type).toBe('foreign');
  expect(readExport('[1]').type).toBe('foreign');
  expect(readExport('{"messages":[]}').type).toBe('foreign');
  expect(readExport(`\ufeff${json}`).type).toBe('thread');
  expect(readExport(json.replace('"version": 1', '"version": 2')).type).toBe('newer');
  expect(readExport(json.replace('"assistant",', '"system",')).type).toBe('damaged');
  const ends = Array.from({ length: json.length - 60 }, (_, at) => readExport(json.slice(0, at + 58)).type);
  expect(new Set(ends)).toEqual(new Set(['damaged']));
  const address = exportJson(
    exported({ ...plain, sources: [{ id: '1', title: 'T', passage: '', link: 'command:x' }] }),
  );
  expect(readExport(address).type).toBe('damaged');
});

const nasty = fc.constantFrom(
  ...['..', '.', '/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0', '\n', '\u202e', '\u200b', '\ud800', ' ', '~', '-'],
  ...[
    'CON',
    'nul',
    'com1',
    'LPT9',
    'COM¹',
    '.txt',
    'a',
    'ä',
    '§ 622',
    '😀',
    '👨‍👩‍👧',
    'x'.repeat(130),
    'e\u0301',
    '\u3000',
    '\ufeff',
  ],
);
const name = fc.oneof(
  fc.array(nasty, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
);

it('makes one safe segment of a path of every name', { timeout: 120_000 }, () => {
  const device = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])\s*(?:\.|$)/i;
  fc.assert(
    fc.property(name, (title) => {
      const file = `${safeFileName(title, 'Unterhaltung')}.json`;
      expect(file).not.toMatch(/[/\\:*?"<>|\p{C}]|^[.\s~-]|[.\s]\.json$/u);
      expect(file).not.toMatch(device);
      expect(file.isWellFormed()).toBe(true);
      expect(new TextEncoder().encode(file).length).toBeLessThanOrEqual(130);
      expect(safeFileName(title, 'Unterhaltung')).toBe(safeFileName(safeFileName(title, 'Unterhaltung'), 'x'));
    }),
    seeded('file names', amount(100_000, 2000)),
  );
});

it('keeps an ordinary title as the name of its file', () => {
  expect(safeFileName('Kündigung in der Probezeit (§ 622 BGB)', 'x')).toBe('Kündigung in der Probezeit (§ 622 BGB)');
  expect(safeFileName('Frist? 2/3', 'x')).toBe('Frist 2 3');
});
