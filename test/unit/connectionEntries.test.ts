import { describe, expect, it } from 'vitest';
import { type Connection, isSafeBaseUrl } from '../../src/chat/model/connection.ts';
import { ApiKeys } from '../../src/host/connections/apiKeys.ts';
import {
  changeOf,
  connectionIn,
  leadsElsewhere,
  withFields,
} from '../../src/host/connections/settings/connectionEntries.ts';
import { target } from '../../src/providers/http/target.ts';
import { MemorySecrets } from './memorySecrets.ts';

const entry = { id: 'office', provider: 'haufe', name: 'Office', baseUrl: 'https://a.example/agents' };
const shown = connectionIn([entry], 'office') as Connection;
const change = (setting: unknown) => changeOf(shown, connectionIn(setting, 'office'));

describe('a connection that a person was shown', () => {
  it.each([
    ['the same entry', [entry], undefined],
    ['a field that no step shows', [{ ...entry, answerRate: { perSecond: 1, perMinute: 2 } }], undefined],
    ['a slash at the end of the address', [{ ...entry, baseUrl: 'https://a.example/agents/' }], undefined],
    ['another host', [{ ...entry, baseUrl: 'https://b.example/agents' }], 'address'],
    ['another port', [{ ...entry, baseUrl: 'https://a.example:8443/agents' }], 'address'],
    ['another path', [{ ...entry, baseUrl: 'https://a.example/other' }], 'address'],
    ['the address left out', [{ ...entry, baseUrl: undefined }], 'address'],
    ['another name', [{ ...entry, name: 'Other' }], 'other'],
    ['a license', [{ ...entry, license: 'PI1' }], 'other'],
    ['another provider of the same id', [{ ...entry, provider: 'copilotBuilder', deploymentId: 'd' }], 'other'],
    ['the demo in its place', [{ id: 'office', provider: 'demo', name: 'Office' }], 'address'],
    ['an entry that comes before it with its id', [{ ...entry, baseUrl: 'https://b.example' }, entry], 'address'],
    ['no entry', [], 'removed'],
    ['an entry that cannot be used', [{ ...entry, baseUrl: 'http://b.example' }], 'removed'],
    ['no list', 'nonsense', 'removed'],
  ])('a connection that a person was shown is compared with the setting as it is now: %s', (_, setting, expected) => {
    expect(change(setting)).toBe(expected);
  });

  it('mends the mistyped entry of a connection that a person was shown, and brings it back where its id is gone', () => {
    const mistyped = { ...entry, provider: 'haufee', userId: 'u' };
    const fields = { provider: 'haufe', name: 'New', baseUrl: 'https://a.example/agents' };
    expect(withFields(['x', mistyped], 'office', fields)).toEqual(['x', { ...mistyped, ...fields }]);
    expect(withFields([{ ...entry, id: 7 }], 'office', fields)).toEqual([
      { ...entry, id: 7 },
      { id: 'office', ...fields },
    ]);
  });

  it('changes a connection in the entry that is in use, and in no other', () => {
    const broken = { id: 'office', provider: 'haufe', name: '' };
    const second = { ...entry, name: 'Second' };
    expect(withFields([broken, 'x', entry, second], 'office', { name: 'New', license: undefined })).toEqual([
      broken,
      'x',
      { ...entry, name: 'New', license: undefined },
      second,
    ]);
  });
});

it('binds a key to the address that was shown, whatever the connection has become', async () => {
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const keys = new ApiKeys(new MemorySecrets(), log, quiet);
  await keys.set('office', 'https://a.example', 'typed-key');
  expect(await keys.get(shown)).toBe('typed-key');
  const elsewhere = { ...shown, baseUrl: 'https://b.example/agents' } as Connection;
  await expect(keys.get(elsewhere)).rejects.toMatchObject({ code: 'key-other-origin' });
});

it('takes a connection for another one when its address was changed, and not when its name or path was', () => {
  const moved = { ...shown, baseUrl: 'https://b.example/agents' } as Connection;
  const renamed = { ...shown, name: 'Renamed', baseUrl: 'https://a.example/other/path' } as Connection;
  expect([shown, renamed, moved].map((now) => leadsElsewhere(now, 'https://a.example'))).toEqual([false, false, true]);
});

describe('a base address', () => {
  it.each([
    'https://h.example?',
    'https://h.example#',
    'https://h.example/agents?',
    'https://h.example/?#',
    'https://h?x',
  ])('a base address with an empty query or fragment is refused: %s', (address) => {
    expect(isSafeBaseUrl(address)).toBe(false);
    expect(() => target(address, '/v1/threads')).toThrow('insecure-url');
  });

  it('a base address keeps the path of a request a path', () => {
    expect(target('https://h.example/agents', '/v1/threads', { limit: 1 }).href).toBe(
      'https://h.example/agents/v1/threads?limit=1',
    );
    expect(() => target('https://h.example', '/v1/threads?x=1')).toThrow('insecure-url');
  });
});
