import { expect, it } from 'vitest';
import { quotaIn } from '../../src/providers/http/headers/quota.ts';

const now = Date.parse('2026-11-29T12:00:00Z');
const read = (headers: Record<string, string>) => quotaIn(new Headers(headers), now);

it.each([
  ['the header of the draft', { ratelimit: '"default";r=50;t=30' }, { left: 50, until: now + 30_000 }],
  [
    'the draft with its policy',
    { ratelimit: '"day"; r=0; t=60, "hour";r=9;t=1', 'ratelimit-policy': '"day";q=100;w=86400' },
    { left: 0, limit: 100, until: now + 60_000 },
  ],
  [
    'the headers of its earlier versions',
    { 'RateLimit-Remaining': '3', 'RateLimit-Limit': '10', 'RateLimit-Reset': '7' },
    { left: 3, limit: 10, until: now + 7_000 },
  ],
  [
    'the headers of most gateways, with a time since 1970',
    { 'X-RateLimit-Remaining': '3', 'X-RateLimit-Limit': '10', 'X-RateLimit-Reset': '1795953600' },
    { left: 3, limit: 10, until: 1_795_953_600_000 },
  ],
  ['the headers of language models', { 'x-ratelimit-remaining-requests': '99' }, { left: 99 }],
] as const)('reads the quota from %s', (_, headers, quota) => {
  expect(read(headers)).toEqual(quota);
});

it.each([
  ['nothing', {}],
  ['a limit without what is left of it', { 'x-ratelimit-limit': '10' }],
  ['what is no number', { 'x-ratelimit-remaining': 'many', ratelimit: '"x";r=-1' }],
  ['a number that no sentence could show', { 'x-ratelimit-remaining': '9'.repeat(40) }],
])('finds no quota in %s', (_, headers) => {
  expect(read(headers as Record<string, string>)).toBeUndefined();
});

it('leaves out what cannot be read beside what is left, and a limit that is smaller', () => {
  expect(read({ 'x-ratelimit-remaining': '5', 'x-ratelimit-limit': '4', 'x-ratelimit-reset': '1m30s' })).toEqual({
    left: 5,
  });
});
