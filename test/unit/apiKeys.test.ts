import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Connection } from '../../src/chat/model/connection.ts';
import { ApiKeys } from '../../src/host/connections/apiKeys.ts';
import { MemorySecrets } from './memorySecrets.ts';

const haufe: Connection = { id: 'haufe', provider: 'haufe', name: 'Haufe', baseUrl: 'https://api.haufe.ai/agents' };
const other: Connection = { ...haufe, id: 'other', name: 'Other' };
const name = 'expertAssistants.key.haufe';
const origin = 'https://api.haufe.ai';
const missing = { code: 'key-missing', processed: 'no' };
const unavailable = { code: 'secrets-unavailable', processed: 'no' };

let secrets: MemorySecrets;
let lines: string[];
let notKept: number;
let changed: string[];
let keys: ApiKeys;

function openWindow(): ApiKeys {
  const add = (line: string): void => void lines.push(line);
  const window = new ApiKeys(secrets, { debug: add, info: add, warn: add, error: add }, () => notKept++);
  window.onChange((id) => changed.push(id));
  return window;
}

beforeEach(() => {
  secrets = new MemorySecrets();
  lines = [];
  notKept = 0;
  changed = [];
  keys = openWindow();
});

test('a key is kept with its origin, given out for no other, and known in every window', async () => {
  const second = openWindow();
  await keys.set(haufe.id, origin, 'abc');
  expect(await second.get(haufe)).toBe('abc');
  expect(changed).toEqual(['haufe', 'haufe']);
  const elsewhere = { ...haufe, baseUrl: 'https://elsewhere.example/agents' };
  await expect(keys.get(elsewhere)).rejects.toMatchObject({ code: 'key-other-origin' });
  await expect(keys.get(other)).rejects.toMatchObject(missing);
});

describe('a key that is there no more', () => {
  test('a key that is there no more has to be entered again; the others work', async () => {
    await keys.set(haufe.id, origin, 'abc');
    await keys.set(other.id, origin, 'def');
    secrets.values.delete(name);
    await expect(keys.get(haufe)).rejects.toMatchObject(missing);
    expect(await keys.get(other)).toBe('def');
    await keys.set(haufe.id, origin, 'new');
    expect(await keys.get(haufe)).toBe('new');
  });

  test.each([
    ['no JSON', '\u0000\u0001\u0002'],
    ['the words for an object', '[object Object]'],
    ['the JSON of something else', '{"a":{"b":1}}'],
    ['null', 'null'],
    ['a list', '["abc"]'],
    ['nothing', ''],
    ['a key alone', 'abc'],
    ['a key that is an object', JSON.stringify({ origin, key: { value: 'abc' } })],
    ['a key with control characters', JSON.stringify({ origin, key: 'abc\r\nx-other: 1' })],
    ['a key with a NUL', JSON.stringify({ origin, key: 'abc\u0000' })],
    ['an empty key', JSON.stringify({ origin, key: '' })],
    ['a cut value', JSON.stringify({ origin, key: 'abc' }).slice(0, -4)],
    ['no origin', JSON.stringify({ key: 'abc' })],
  ])(
    'a key with garbage in its place has to be entered again, and the log says so once, without the garbage: %s',
    async (_, garbage) => {
      await keys.set(other.id, origin, 'def');
      secrets.values.set(name, garbage);
      for (let request = 0; request < 3; request++) await expect(keys.get(haufe)).rejects.toMatchObject(missing);
      expect(lines).toEqual(['The stored key of haufe cannot be read; it must be entered again']);
      expect(await keys.get(other)).toBe('def');
      await keys.set(haufe.id, origin, 'new');
      expect(await openWindow().get(haufe)).toBe('new');
    },
  );
});

describe('a key store that fails', () => {
  test('each request says that the key store cannot be read, and a key that is entered lasts as long as the window', async () => {
    await keys.set(haufe.id, origin, 'abc');
    secrets.fails.add('get');
    await expect(keys.get(haufe)).rejects.toMatchObject(unavailable);
    await keys.set(haufe.id, origin, 'again');
    expect(await keys.get(haufe)).toBe('again');
    await expect(keys.get(other)).rejects.toMatchObject(unavailable);
    // The keyring was unlocked: what it kept counts again in the next window.
    secrets.fails.clear();
    expect(await openWindow().get(haufe)).toBe('again');
  });

  test.each(['rejects', 'keeps nothing'])(
    'keeps a key as long as the window, said once, where the key store %s',
    async (how) => {
      if (how === 'rejects') secrets.fails.add('store');
      else secrets.keepsNothing = true;
      await keys.set(haufe.id, origin, 'abc');
      await keys.set(other.id, origin, 'def');
      await keys.set(haufe.id, origin, 'ghi');
      expect([await keys.get(haufe), await keys.get(other)]).toEqual(['ghi', 'def']);
      expect(notKept).toBe(1);
      expect(changed).toContain('haufe');
      expect([...secrets.values]).toEqual([]);
      await expect(openWindow().get(haufe)).rejects.toMatchObject(missing);
      expect(lines.join()).not.toMatch(/abc|def|ghi/);
    },
  );

  test('a key of this window gives way to one that another window could store, and to no older one', async () => {
    await keys.set(haufe.id, origin, 'old');
    secrets.fails.add('store');
    await keys.set(haufe.id, origin, 'mine');
    changed = [];
    secrets.changed(name);
    await vi.waitFor(() => expect(changed).toEqual(['haufe']));
    expect(await keys.get(haufe)).toBe('mine');
    secrets.fails.clear();
    await openWindow().set(haufe.id, origin, 'theirs');
    await vi.waitFor(async () => expect(await keys.get(haufe)).toBe('theirs'));
  });

  test('tells on deleting which keys may be left when the key store fails, and uses none of them any more', async () => {
    await keys.set(haufe.id, origin, 'abc');
    secrets.fails.add('delete');
    expect(await keys.clear('haufe')).toBe(false);
    expect(await keys.clearAll()).toEqual({ deleted: 0, remaining: 1 });
    secrets.fails.delete('delete');
    expect(await keys.clearAll()).toEqual({ deleted: 1, remaining: 0 });
    expect(secrets.values.size).toBe(0);
    secrets.fails.add('store').add('keys');
    await keys.set(haufe.id, origin, 'def');
    await expect(keys.clearAll()).rejects.toMatchObject(unavailable);
    await expect(keys.get(haufe)).rejects.toMatchObject(missing);
  });

  test('ends deleting though the key store never answers, and tells which keys may be left', async () => {
    vi.useFakeTimers();
    try {
      await keys.set(haufe.id, origin, 'abc');
      await keys.set(other.id, origin, 'def');
      secrets.delete = () => new Promise(() => undefined);
      const [one, all] = [keys.clear('haufe'), keys.clearAll()];
      await vi.advanceTimersByTimeAsync(120_000);
      expect([await one, await all]).toEqual([false, { deleted: 0, remaining: 2 }]);
      secrets.keys = () => new Promise(() => undefined);
      const none = expect(keys.clearAll()).rejects.toMatchObject(unavailable);
      await vi.advanceTimersByTimeAsync(120_000);
      await none;
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a key store that never answers', () => {
  let slow: number;
  let patient: ApiKeys;
  const never = () => new Promise<never>(() => undefined);

  beforeEach(() => {
    vi.useFakeTimers();
    slow = 0;
    const none = () => undefined;
    const log = { debug: none, info: none, warn: none, error: none };
    patient = new ApiKeys(secrets, log, () => notKept++, { onSlow: () => slow++ });
  });
  afterEach(() => vi.useRealTimers());

  test('tells after 5 seconds that the key store does not answer, once for all that wait, and fails after 120 seconds', async () => {
    secrets.get = never;
    const both = Promise.allSettled([patient.get(haufe), patient.get(other)]);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(slow).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(slow).toBe(1);
    await vi.advanceTimersByTimeAsync(115_000);
    expect(await both).toMatchObject([
      { status: 'rejected', reason: unavailable },
      { status: 'rejected', reason: unavailable },
    ]);
    const later = expect(patient.get(haufe)).rejects.toMatchObject(unavailable);
    await vi.advanceTimersByTimeAsync(120_000);
    await later;
    expect(slow).toBe(2);
  });

  test('gives the key that it answers with after 40 seconds', async () => {
    await patient.set(haufe.id, origin, 'abc');
    const { get } = secrets;
    secrets.get = async (asked) => {
      await new Promise((resolve) => setTimeout(resolve, 40_000));
      return get.call(secrets, asked);
    };
    const key = patient.get(haufe);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(await key).toBe('abc');
  });

  test('gives out a key as soon as it is entered, though storing it never ends', async () => {
    secrets.store = never;
    const entering = patient.set(haufe.id, origin, 'abc');
    expect(await patient.get(haufe)).toBe('abc');
    await vi.advanceTimersByTimeAsync(120_000);
    await entering;
    expect(await patient.get(haufe)).toBe('abc');
    expect(notKept).toBe(1);
  });

  test('brings back no key that was deleted while it was being stored', async () => {
    secrets.store = never;
    const entering = patient.set(haufe.id, origin, 'abc');
    expect(await patient.get(haufe)).toBe('abc');
    await patient.clear(haufe.id);
    await vi.advanceTimersByTimeAsync(120_000);
    await entering;
    await expect(patient.get(haufe)).rejects.toMatchObject(missing);
  });
});

describe('a remote computer', () => {
  const allow = (...answers: boolean[]) =>
    new ApiKeys(secrets, { debug: add, info: add, warn: add, error: add }, () => notKept++, {
      mayUse: async () => answers.shift() ?? false,
    });
  const add = (): void => undefined;

  test('reads and stores no key before the person has agreed', async () => {
    await keys.set(haufe.id, origin, 'abc');
    const read = vi.spyOn(secrets, 'get');
    const store = vi.spyOn(secrets, 'store');
    const remote = allow(false, false, true);
    await expect(remote.get(haufe)).rejects.toMatchObject({ code: 'remote-declined', processed: 'no' });
    await expect(remote.set(haufe.id, origin, 'def')).rejects.toMatchObject({ code: 'remote-declined' });
    expect([read.mock.calls, store.mock.calls]).toEqual([[], []]);
    expect(await remote.get(haufe)).toBe('abc');
  });
});
