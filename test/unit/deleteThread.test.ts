import { describe, expect, it } from 'vitest';
import type { AttachedFile, Message, Thread } from '../../src/chat/model/model.ts';
import { deleteFiles, filesOf } from '../../src/host/threads/threadFiles.ts';

type Needed = Parameters<typeof filesOf>[0];

const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't', title: 'T' };
const file = (fileId: string): AttachedFile => ({ fileId, name: `${fileId}.txt` });
const sentWith = (attachment: AttachedFile): Message => ({
  ...{ id: attachment.fileId, role: 'user', text: '?', sources: [], context: [], state: 'sent' },
  attachment,
});

const { attachment: _, ...question } = sentWith(file('none'));

/** What this computer knows of the conversation, and what the vendor tells of it. */
function known(given: Partial<Known>) {
  const { shown = [], kept = [], told = [], pages = [told], isPart = false, waiting, takesFiles = true } = given;
  const deleted: string[] = [];
  const port = {
    delete: async (id: string) => {
      if (id === 'stuck') throw new Error('no');
      deleted.push(id);
    },
  };
  const asked: unknown[] = [];
  const listMessages = async (of: unknown, cursor = '0') => {
    asked.push(of);
    const page = pages[Number(cursor)];
    if (!page) throw new Error('no network');
    const next = isPart || pages.length > Number(cursor) + 1;
    return { items: [question, ...page.map(sentWith)], ...(next && { cursor: String(Number(cursor) + 1) }) };
  };
  const copy = isPart ? [question] : kept.map(sentWith);
  const parts = {
    sessions: {
      find: () => ({ transcript: { messages: isPart ? [question] : shown.map(sentWith), hasOlder: isPart } }),
    },
    attachments: { of: () => waiting && { keep: true, progress: { type: 'ready', file: waiting } } },
    cache: { messages: async () => (copy.length > 0 ? { value: copy, readAt: '', isPart } : undefined) },
    directory: { known: () => [{ id: 'hr', name: 'HR', features: takesFiles ? ['files'] : [] }] },
    providers: { of: () => ({ files: port, listMessages }) },
  } as unknown as Needed;
  return { parts, deleted, asked };
}

interface Known {
  readonly shown: readonly AttachedFile[];
  readonly kept: readonly AttachedFile[];
  readonly told: readonly AttachedFile[];
  /** More than one page of it, newest first. */
  readonly pages: readonly (readonly AttachedFile[])[];
  /** Only the newest question, which has no file, is known here; the vendor has older ones. */
  readonly isPart: boolean;
  readonly waiting: AttachedFile;
  readonly takesFiles: boolean;
}

describe('the files of a conversation that is deleted', () => {
  it('the files of a conversation that is deleted are those of its questions, shown or kept from an earlier reading, and one that waits to be sent, each once', async () => {
    const { parts, asked } = known({ shown: [file('a')], kept: [file('a'), file('b')], waiting: file('w') });
    expect((await filesOf(parts, thread)).files).toEqual([file('a'), file('b'), file('w')]);
    expect(asked).toEqual([]);
  });

  it('the files of a conversation that is deleted are told by the vendor where this computer knows no message', async () => {
    const { parts, asked } = known({ told: [file('a')] });
    expect((await filesOf(parts, thread)).files).toEqual([file('a')]);
    expect(asked).toEqual([thread]);
  });

  it('the files of a conversation that is deleted are looked for above what this computer knows, up to the one that there is', async () => {
    const { parts, asked } = known({ isPart: true, pages: [[], [file('a')], [file('never read')]] });
    expect(await filesOf(parts, thread)).toMatchObject({ files: [file('a')], mayBeUnread: false });
    expect(asked).toHaveLength(2);
  });

  it('the files of a conversation that is deleted are told as perhaps left where they could not be looked for', async () => {
    const { parts } = known({ isPart: true, pages: [[]] });
    expect(await filesOf(parts, thread)).toMatchObject({ files: [], mayBeUnread: true });
    const whole = known({ pages: [[], []] });
    expect(await filesOf(whole.parts, thread)).toMatchObject({ files: [], mayBeUnread: false });
    const waiting = known({ isPart: true, pages: [], waiting: file('w') });
    expect(await filesOf(waiting.parts, thread)).toMatchObject({ files: [file('w')], mayBeUnread: false });
  });

  it('the files of a conversation that is deleted are not looked for where the assistant takes none', async () => {
    const { parts, asked } = known({ told: [file('a')], takesFiles: false });
    expect((await filesOf(parts, thread)).files).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('the files of a conversation that is deleted are each tried, and those that are left are told', async () => {
    const { parts, deleted } = known({ shown: [file('stuck'), file('b')] });
    const left = await deleteFiles(await filesOf(parts, thread));
    expect(deleted).toEqual(['b']);
    expect(left.map(([{ fileId }]) => fileId)).toEqual(['stuck']);
  });
});
