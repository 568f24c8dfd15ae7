import { mkdir, stat, utimes, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OutboxQuestion } from '../../src/chat/ports/outbox.ts';
import { Heartbeat } from '../../src/storage/files/heartbeat.ts';
import { fileName } from '../../src/storage/files/safeFileName.ts';
import { Journal } from '../../src/storage/journal/journal.ts';
import { LocalOutbox } from '../../src/storage/stores/outbox.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const every = 40;
const hour = 60 * 60_000;
const question: OutboxQuestion = {
  id: 'q',
  connectionId: 'c',
  assistantId: 'a',
  text: 'Which period?',
  context: [],
  createdAt: '2026-01-01T00:00:00.000Z',
};
const file = () => at(fileName('c'), `${fileName('q')}.jsonl`);
const beats: Heartbeat[] = [];
const heartbeat = (limit?: number) => {
  const made = new Heartbeat(every, limit === undefined ? undefined : () => limit * every);
  beats.push(made);
  return made;
};
const box = (beat = heartbeat()) => new LocalOutbox(at(), 'w', {}, beat);
/** As if the clock had been changed since it was touched last. */
const setTouched = async (ago: number) => {
  const then = new Date(Date.now() - ago);
  await utimes(file(), then, then);
};
/** A question of another process, which lives: perhaps one that was given the number of one that is gone. */
const askElsewhere = async () => {
  const owner = { pid: process.ppid, window: 'another' };
  await new Journal(file()).append('question', { ...question, owner, workspace: 'w' });
};

afterEach(() => {
  for (const beat of beats.splice(0)) beat.stop();
});

describe('a question of another window', () => {
  it('a question of another window is at work while that window touches it, however the clock jumps', async () => {
    await askElsewhere();
    const other = heartbeat();
    other.keep(file());
    for (const ago of [0, hour, -hour, 24 * hour]) {
      await setTouched(ago);
      expect(await box().list(question)).toMatchObject([{ abandoned: false, own: false }]);
    }
  });

  it('a question of another window is abandoned when nobody touches it, though a process has the number of the one that asked it', async () => {
    await askElsewhere();
    for (const ago of [hour, -hour]) {
      await setTouched(ago);
      const here = box();
      expect(await here.list(question)).toMatchObject([{ abandoned: true, own: false }]);
      expect(await here.latestAbandoned('c')).toMatchObject({ id: 'q' });
    }
  });

  it.each([process.pid, 999_999_999])(
    'a question of another window is at work where another machine gave its process the number %i',
    async (pid) => {
      const owner = { pid, host: 'another-machine', window: 'another' };
      await new Journal(file()).append('question', { ...question, owner, workspace: 'w' });
      expect(await box().list(question)).toMatchObject([{ abandoned: false, own: false }]);
      await setTouched(hour);
      expect(await box().list(question)).toMatchObject([{ abandoned: true, own: false }]);
    },
  );

  it('a question of another window is abandoned at once when its process is gone, or was here before', async () => {
    await box().add(question);
    expect(await box().list(question)).toMatchObject([{ abandoned: true }]);
  });
});

describe('a question of this window', () => {
  it('a question of this window is touched, and its own, until no run can last that long, whatever the clock says', async () => {
    const here = box(heartbeat(2));
    await here.add(question);
    await setTouched(hour);
    expect(await here.list(question)).toMatchObject([{ abandoned: false, own: true }]);
    await vi.waitFor(async () => expect((await stat(file())).mtimeMs).toBeGreaterThan(Date.now() - hour / 2));
    await vi.waitFor(async () => expect(await here.list(question)).toMatchObject([{ abandoned: true, own: true }]));
  });

  it('a question of this window that waits is touched for as long as it does', async () => {
    const beat = heartbeat(0);
    const here = box(beat);
    await here.add({ ...question, isWaiting: true });
    await here.change(question, { after: 'm1' });
    for (let touches = 0; touches < 3; touches++) {
      await setTouched(hour);
      await vi.waitFor(async () => expect((await stat(file())).mtimeMs).toBeGreaterThan(Date.now() - hour / 2));
    }
    expect(await here.list(question)).toMatchObject([{ abandoned: false, state: 'queued' }]);
  });

  it('a question of this window does not come back because it was touched', async () => {
    const beat = heartbeat();
    const here = box(beat);
    await here.add(question);
    await box().clear();
    await mkdir(at(), { recursive: true });
    await writeFile(at('other'), '');
    beat.keep(at('other'));
    const then = new Date(Date.now() - hour);
    await utimes(at('other'), then, then);
    await vi.waitFor(async () => expect((await stat(at('other'))).mtimeMs).toBeGreaterThan(Date.now() - hour / 2));
    await expect(stat(file())).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

it('touches the file of a question that is removed no more', async () => {
  const beat = heartbeat();
  const outbox = box(beat);
  await outbox.add({ ...question, isWaiting: true });
  await outbox.remove(question);
  expect(beat.isKept(file())).toBe(false);
});

it('touches the files of a connection that is forgotten no more, and those of another one still', async () => {
  const beat = heartbeat();
  const outbox = box(beat);
  const other = { ...question, connectionId: 'd' };
  await outbox.add({ ...question, isWaiting: true });
  await outbox.add({ ...other, isWaiting: true });
  expect(beat.isKept(file())).toBe(true);
  await outbox.forget('c');
  expect(beat.isKept(file())).toBe(false);
  expect(beat.isKept(at(fileName('d'), `${fileName('q')}.jsonl`))).toBe(true);
});
