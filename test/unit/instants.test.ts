import { describe, expect, test } from 'vitest';
import { parsed } from '../../src/providers/haufe/api.ts';
import { readMessage, readThread } from '../../src/providers/haufe/lists/listMessages.ts';
import { message, thread } from '../../src/providers/haufe/schemas.ts';

const connection = { id: 'h', provider: 'haufe', name: 'H', baseUrl: 'https://api.haufe.ai/agents' } as const;
const ten = '2026-06-01T10:00:00.000Z';

describe('times of a service', () => {
  test.each([
    ['2026-06-01T10:00:00', ten],
    ['2026-06-01 10:00:00', ten],
    ['2026-06-01T10:00:00.000000', ten],
    ['2026-06-01T10:00:00Z', ten],
    ['2026-06-01 10:00:00 UTC', ten],
    ['2026-06-01T12:00:00+02:00', ten],
    ['2026-06-01T12:00:00+0200', ten],
    ['2026-06-01T12:00:00+02', ten],
    ['2026-06-01T05:00-05:00', ten],
    ['2026-06-01T10:00', ten],
    ['2026-06-01', '2026-06-01T00:00:00.000Z'],
    [Date.parse(ten), ten],
    [Date.parse(ten) / 1000, ten],
    ['gestern', undefined],
    ['', undefined],
    [null, undefined],
    [{}, undefined],
    [1e300, undefined],
  ])('reads the time %j as %s', (created_at, expected) => {
    const [read] = readMessage(
      parsed(message, { id: 'm', role: 'user', content: 'F', created_at }),
      connection,
      () => undefined,
    );
    expect(read?.createdAt).toBe(expected);
    const made = parsed(thread, { id: 't', created_at, last_updated_at: created_at });
    expect(readThread(made, 'h', 'a')).toMatchObject(
      expected === undefined ? {} : { createdAt: expected, updatedAt: expected },
    );
  });
});
