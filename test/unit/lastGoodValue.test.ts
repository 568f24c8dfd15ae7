import { expect, it } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import { withLastGoodValue } from '../../src/chat/ports/lastGoodValue.ts';

it('gives of each place what was read last while the disk gives nothing, and what is new as soon as it can', async () => {
  const warned: string[] = [];
  let broken = true;
  let version = 1;
  const read = withLastGoodValue(
    async (place: string) => {
      if (broken) throw new ChatError('storage', { processed: 'no', detail: 'ENOTDIR' });
      return `${place}${version}`;
    },
    'nothing',
    { warn: (line) => warned.push(line) },
  );
  expect(await read('a')).toBe('nothing');
  broken = false;
  expect(await read('a')).toBe('a1');
  broken = true;
  expect([await read('a'), await read('b')]).toEqual(['a1', 'nothing']);
  expect(warned).toHaveLength(3);
  expect(warned[0]).toMatch(/ENOTDIR$/);
  broken = false;
  version = 2;
  expect(await read('a')).toBe('a2');
});

it('hides no failure but that of the disk', async () => {
  const fails = withLastGoodValue(() => Promise.reject(new ChatError('bug', { processed: 'no' })), '', {
    warn: expect.fail,
  });
  await expect(fails()).rejects.toMatchObject({ code: 'bug' });
});
