import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { OutboxQuestion } from '../../src/chat/ports/outbox.ts';
import { Heartbeat } from '../../src/storage/files/heartbeat.ts';
import { Journal } from '../../src/storage/journal/journal.ts';
import { LocalOutbox } from '../../src/storage/stores/outbox.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const question: OutboxQuestion = {
  ...{ id: 'q', connectionId: 'c', assistantId: 'a', threadId: 'other', text: 'x', context: [] },
  createdAt: '2026-01-01T00:00:00.000Z',
};

/** Is silent about a file once it was asked about three: who waits for one after the other waits for ever. */
class Together extends Heartbeat {
  #asked = 0;
  readonly #all = Promise.withResolvers<void>();

  override async isSilent(): Promise<boolean> {
    if (++this.#asked === 3) this.#all.resolve();
    await this.#all.promise;
    return true;
  }
}

/** The folder of the connection, with a question in it that stays. */
async function folderOf(outbox: LocalOutbox): Promise<string> {
  await outbox.add(question);
  const [folder = ''] = await readdir(at());
  return folder;
}

describe('when a conversation is deleted', () => {
  it('keeps a question that a later version wrote when a conversation is deleted, of whatever format or operation', async () => {
    const beat = new Heartbeat(5);
    const outbox = new LocalOutbox(at(), 'w', {}, beat);
    const folder = await folderOf(outbox);
    const json = JSON.stringify({ v: 2, t: Date.now(), op: 'question', data: { text: 'later' } });
    const line = `\n${json.slice(0, -1)},"c":"${hash('sha256', json).slice(0, 8)}"}\n`;
    await writeFile(at(folder, 'later.jsonl'), line);
    await new Journal(at(folder, 'unknown.jsonl')).append('question-of-later', { text: 'later' });
    await new Journal(at(folder, 'unknown.jsonl')).append('change', { state: 'sent' });
    const before = new Date(Date.now() - 600_000);
    for (const name of ['later.jsonl', 'unknown.jsonl']) await utimes(at(folder, name), before, before);
    await outbox.forget('c', 't');
    beat.stop();
    expect(existsSync(at(folder, 'later.jsonl'))).toBe(true);
    expect(existsSync(at(folder, 'unknown.jsonl'))).toBe(true);
  });

  it('waits for damaged questions together and removes them when a conversation is deleted', async () => {
    const beat = new Together(5);
    const outbox = new LocalOutbox(at(), 'w', {}, beat);
    const folder = await folderOf(outbox);
    for (const name of ['1', '2', '3']) await new Journal(at(folder, `${name}.jsonl`)).append('partial', 'left');
    await outbox.forget('c', 't');
    beat.stop();
    expect(await readdir(at(folder))).toHaveLength(1);
  });
});
