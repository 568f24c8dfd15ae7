import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorData } from '../../src/chat/model/errors.ts';
import type { Quota } from '../../src/chat/model/model.ts';
import { errorNote } from '../../src/host/platform/errorText.ts';
import { type Service, startService } from '../service/service.ts';
import { failure, makeCopilotBuilder, makeHaufe, never } from './harness.ts';

/** A quota that is used up is told as such, with its end, and never as a wrong key. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const words = { statusCode: 403, message: 'Out of call volume quota. Quota will be replenished in 02:14:00.' };

describe.each([
  ['Haufe', makeHaufe],
  ['CopilotBuilder', makeCopilotBuilder],
] as const)('a used-up quota of %s', (_, make) => {
  test.each([
    [403, words, { 'retry-after': '8040' }, 8_040_000],
    [403, words, {}, 8_040_000],
    [403, { error: { code: 'insufficient_quota' } }, {}, undefined],
    [429, { error: { code: 'insufficient_quota' } }, { 'retry-after': '172800' }, 172_800_000],
    [402, { detail: 'Monthly quota exceeded' }, { 'retry-after': '60s' }, 60_000],
  ] as const)('tells of a used-up quota for %i with %j', async (status, body, headers, wait) => {
    service.reset();
    const { provider, listPath } = make(service);
    service.fail(listPath, { status, body: JSON.stringify(body), headers, times: 5 });
    const before = Date.now();
    const error = await failure(provider.listAssistants(never));
    expect(error).toMatchObject({ code: 'quota-used', status });
    if (wait === undefined) expect(error.retryAt).toBeUndefined();
    else expect(Math.abs((error.retryAt ?? 0) - before - wait)).toBeLessThan(20_000);
    const { text, actions } = errorNote(errorData(error), 'answer');
    expect(text).toMatch(/quota/);
    expect(actions.map(({ action }) => action)).not.toContain('set-api-key');
  });

  test('leaves a 403 that names no other cause to the key', async () => {
    service.reset();
    const { provider, listPath } = make(service);
    service.fail(listPath, { status: 403, body: '{"message":"Access denied"}', times: 5 });
    const error = await failure(provider.listAssistants(never));
    expect(errorNote(errorData(error), 'answer').actions.map(({ action }) => action)).toContain('set-api-key');
  });

  test('tells ahead how many requests are left where answers and refusals say it', async () => {
    service.reset();
    const told: Quota[] = [];
    const { provider, listPath } = make(service, { tellQuota: (quota) => told.push(quota) });
    await provider.listAssistants(never);
    expect(told).toEqual([]);
    service.fail(listPath, { status: 403, body: '{}', headers: { 'x-ratelimit-remaining': '4' } });
    await failure(provider.listAssistants(never));
    expect(told).toEqual([{ left: 4 }]);
  });
});
