import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { HaufeConnection } from '../../src/chat/model/connection.ts';
import { limits, shortened } from '../../src/chat/model/limits.ts';
import type { RunEvent, Source } from '../../src/chat/model/model.ts';
import { emptyTranscript, reduce, type ThreadEvent, type Transcript } from '../../src/chat/model/transcript.ts';
import { readAnswer } from '../../src/providers/copilotBuilder/reader.ts';
import { parsed } from '../../src/providers/haufe/api.ts';
import { readMessage, readThread } from '../../src/providers/haufe/lists/listMessages.ts';
import { readPart } from '../../src/providers/haufe/runs/answerStream.ts';
import { GatheredSources } from '../../src/providers/haufe/runs/gatheredSources.ts';
import { assistant, message, page, thread } from '../../src/providers/haufe/schemas.ts';

const connection: HaufeConnection = { id: 'h', provider: 'haufe', name: 'H', baseUrl: 'https://api.haufe.ai/agents' };
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const long = 'ä'.repeat(1_000_000);
const stored = (changes: object) => {
  const [read] = readMessage(
    parsed(message, { id: 'm', role: 'assistant', content: 'A', ...changes }),
    connection,
    () => undefined,
  );
  return read ?? expect.fail('no message');
};

describe('of what Haufe tells', () => {
  it('reads 200 sources of Haufe, with passages of 64 KiB, and counts the rest', () => {
    const sources = many(5_000, (index) => ({
      content: `${index} ${long.slice(0, index === 0 ? 1e6 : 10)}`,
      title: long,
    }));
    const read = stored({ sources });
    expect(read.sources).toHaveLength(200);
    expect(read.moreSources).toBe(4_800);
    expect(read.sources[0]).toMatchObject({ passage: `0 ${long}`.slice(0, limits.passage), shortened: true });
    expect(read.sources[1]).not.toHaveProperty('shortened');
    expect(read.sources[0]?.title).toBe(shortened(long, limits.title));
  });

  it('reads 50 tool calls of Haufe, and counts the rest', () => {
    const { details } = stored({ tool_calls: many(73, (index) => ({ name: `tool ${index} ${long}` })) });
    expect(details?.toolCalls).toHaveLength(50);
    expect(details?.moreToolCalls).toBe(23);
    for (const name of details?.toolCalls ?? []) expect(name.length).toBeLessThanOrEqual(80);
  });

  it('shortens names and titles of Haufe with “…”, and keeps long ids apart from others', () => {
    expect(parsed(assistant, { id: 'a', name: long }).name).toBe(shortened(long, 200));
    expect(readThread(parsed(thread, { id: 't', title: long }), 'h', 'a').title).toBe(shortened(long, 400));
    expect(stored({ id: long }).id.length).toBeLessThanOrEqual(limits.id);
    expect(stored({ tool_calls: [{ name: '😀'.repeat(200) }] }).details?.toolCalls?.[0]?.isWellFormed()).toBe(true);
  });

  it('does not look through a list that is far too long', () => {
    let looks = 0;
    const list = new Proxy(
      many(100_000, () => ({})),
      {
        get: (target, key, receiver) => {
          looks++;
          return Reflect.get(target, key, receiver);
        },
        has: (target, key) => {
          looks++;
          return Reflect.has(target, key);
        },
      },
    );
    readPart({ delta: { content: 'A', sources: list, tool_calls: list } }, connection);
    expect(parsed(page, { items: list }).items.items).toHaveLength(1_000);
    expect(looks).toBeLessThan(5_000);
  });

  it('reads no text and no list but by the building blocks that limit it', () => {
    const source = readFileSync(new URL('../../src/providers/haufe/schemas.ts', import.meta.url), 'utf8');
    const [, schemas = ''] = source.split(/^const id = /m);
    expect(schemas.match(/v\.(?:string|array|record|any)\(/g)).toEqual([
      // The message's id, an assistant's name and a reason's words, each limited behind it.
      ...many(3, () => 'v.string('),
    ]);
  });
});

describe('of what CopilotBuilder tells', () => {
  it('reads 200 citations of CopilotBuilder, with passages of 64 KiB, and counts the rest', () => {
    const citations = many(300, (index) => ({ documentName: long, text: `${index} ${index === 0 ? long : ''}` }));
    const [read] = readAnswer(JSON.stringify({ latestMessages: ['A'], citations }), 'Q').messages;
    expect(read?.sources).toHaveLength(200);
    expect(read?.moreSources).toBe(100);
    expect(read?.sources[0]).toMatchObject({ title: shortened(long, 400), shortened: true });
    expect(read?.sources[0]?.passage).toHaveLength(limits.passage);
  });

  it('loses no word of a turn of very many answers', () => {
    const latestMessages = many(5_000, (index) => `Answer ${index}`);
    const { messages } = readAnswer(JSON.stringify({ latestMessages }), 'Q');
    expect(messages).toHaveLength(100);
    expect(messages.map(({ text }) => text).join('\n\n')).toBe(latestMessages.join('\n\n'));
  });
});

const source = (index: number): Source => ({ id: `${index}`, title: `T${index}`, passage: `P${index}` });

describe('sources that come in pieces', () => {
  it('sources that come in pieces are told once, up to 200, and those beyond are counted, however often they are repeated', () => {
    const gathered = new GatheredSources();
    const events = [1, 150, 250, 250, 300].map((count) => gathered.add(many(count, source), 0));
    expect(events.map((event) => event && [event.sources.length, event.moreSources])).toEqual([
      [1, undefined],
      [149, undefined],
      [50, 50],
      undefined,
      [0, 100],
    ]);
  });

  const answering = (): Transcript =>
    [
      { type: 'question-added', messageId: 'q', text: 'Q', context: [], createdAt: '' } as const,
      { type: 'run-start', questionId: 'q', answerId: 'a', createdAt: '' } as const,
    ].reduce<Transcript>(reduce, emptyTranscript);
  const found = (sources: readonly Source[], moreSources?: number): ThreadEvent & RunEvent => ({
    type: 'sources-found',
    sources,
    ...(moreSources !== undefined && { moreSources }),
  });
  const answer = (events: readonly ThreadEvent[]) => events.reduce(reduce, answering()).messages.at(-1);

  it('sources that come in pieces are folded into the answer with the number of those that are left out', () => {
    expect(answer([found([source(1)]), found([source(2)], 12), found([source(2)])])).toMatchObject({
      sources: [{ id: '1' }, { id: '2' }],
      moreSources: 12,
    });
    expect(answer([found(many(500, source))])).toMatchObject({ moreSources: 300 });
    expect(
      answer([found([source(1)], 12), { type: 'text-delta', delta: 'A' }, { type: 'answer-start' }]),
    ).not.toHaveProperty('moreSources');
  });

  it('sources that come in pieces are written out once each, not with each piece', () => {
    let reads = 0;
    const counted = (index: number): Source => ({
      ...source(index),
      get passage() {
        reads++;
        return `P${index}`;
      },
    });
    const pieces = many(200, (index) => found([counted(index)]));
    answer(pieces);
    expect(reads).toBeLessThanOrEqual(3 * pieces.length);
  });
});
