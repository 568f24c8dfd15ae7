import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hr } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { failure, makeHaufe, never } from './harness.ts';

/** Pages that are too large, or larger than the service gives, are asked for again with fewer entries. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(() => {
  service.reset();
  service.haufe.threads.length = 0;
});

const limits = () => service.requests.filter(({ query }) => query.has('limit')).map(({ query }) => query.get('limit'));

describe('a conversation whose page is larger than can be read', () => {
  test('reads a conversation whose page is too large in smaller pages, down to single messages', async () => {
    const served = service.haufe.addThread(hr.id, 'Lang');
    const passage = 'x'.repeat(150_000);
    for (let turn = 0; turn < 40; turn++) {
      service.haufe.addMessage(served, 'user', `Frage ${turn}`);
      service.haufe.addMessage(served, 'assistant', `Antwort ${turn}`, {
        sources: [
          { title: 'T', content: passage },
          { title: 'U', content: passage },
        ],
      });
    }
    const { provider } = makeHaufe(service);
    const [thread] = (await provider.listThreads(hr.id, undefined, never)).items;
    if (!thread) return expect.fail('no thread');
    const texts: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await provider.listMessages(thread, cursor, never);
      texts.unshift(...page.items.map(({ text }) => text));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(texts).toEqual(Array.from({ length: 40 }, (_, turn) => [`Frage ${turn}`, `Antwort ${turn}`]).flat());
    expect(limits().slice(0, 3)).toEqual(['100', '100', '20']);
  });

  test('fails aloud where one message alone is too large', async () => {
    const served = service.haufe.addThread(hr.id, 'Lang');
    service.haufe.addMessage(served, 'assistant', 'x'.repeat(9 * 2 ** 20));
    const { provider } = makeHaufe(service);
    const [thread] = (await provider.listThreads(hr.id, undefined, never)).items;
    if (!thread) return expect.fail('no thread');
    expect(await failure(provider.listMessages(thread, undefined, never))).toMatchObject({ code: 'too-large' });
    expect(limits().at(-1)).toBe('1');
  });
});

test('a service that gives fewer entries at once than are asked for is asked without a number', async () => {
  service.haufe.addThread(hr.id, 'Eins', ['Frage', 'Antwort']);
  const body = JSON.stringify({ detail: [{ loc: ['query', 'limit'], msg: 'x', type: 'less_than_equal' }] });
  service.fail('/v1/threads', { status: 422, body });
  const { provider } = makeHaufe(service);
  const [thread] = (await provider.listThreads(hr.id, undefined, never)).items;
  if (!thread) return expect.fail('no thread');
  expect(service.requests.map(({ query }) => query.get('limit'))).toEqual(['100', null]);
  service.fail('/messages', { status: 422, body });
  expect((await provider.listMessages(thread, undefined, never)).items).toHaveLength(2);
});
