import { describe, expect, it } from 'vitest';
import type { AttachedFile, Message, Thread } from '../../src/chat/model.ts';
import { deleteFiles, filesOf } from '../../src/host/threadFiles.ts';

type Needed = Parameters<typeof filesOf>[0];

const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't', title: 'T' };
const file = (fileId: string): AttachedFile => ({ fileId, name: `${fileId}.txt` });
const sentWith = (attachment: AttachedFile): Message => ({
  ...{ id: attachment.fileId, role: 'user', text: '?', sources: [], context: [], state: 'sent' },
  attachment,
});

/** What this computer knows of the conversation, and what the vendor tells of it. */
function known({ shown = [], kept = [], told = [], waiting, takesFiles = true }: Partial<Known>) {
  const deleted: string[] = [];
  const port = {
    delete: async (id: string) => {
      if (id === 'stuck') throw new Error('no');
      deleted.push(id);
    },
  };
  const asked: unknown[] = [];
  const listMessages = async (of: unknown) => {
    asked.push(of);
    return { items: told.map(sentWith) };
  };
  const parts = {
    sessions: { find: () => ({ transcript: { messages: shown.map(sentWith) } }) },
    attachments: { of: () => waiting && { keep: true, progress: { type: 'ready', file: waiting } } },
    cache: { messages: async () => ({ value: kept.map(sentWith), readAt: '' }) },
    directory: { known: () => [{ id: 'hr', name: 'HR', features: takesFiles ? ['files'] : [] }] },
    providers: { of: () => ({ files: port, listMessages }) },
  } as unknown as Needed;
  return { parts, deleted, asked };
}

interface Known {
  readonly shown: readonly AttachedFile[];
  readonly kept: readonly AttachedFile[];
  readonly told: readonly AttachedFile[];
  readonly waiting: AttachedFile;
  readonly takesFiles: boolean;
}

describe('the files of a conversation that is deleted', () => {
  it('are those of its questions, shown or kept from an earlier reading, and one that waits to be sent, each once', async () => {
    const { parts, asked } = known({ shown: [file('a')], kept: [file('a'), file('b')], waiting: file('w') });
    expect((await filesOf(parts, thread)).files).toEqual([file('a'), file('b'), file('w')]);
    expect(asked).toEqual([]);
  });

  it('are told by the vendor where this computer knows no message', async () => {
    const { parts, asked } = known({ told: [file('a')] });
    expect((await filesOf(parts, thread)).files).toEqual([file('a')]);
    expect(asked).toEqual([thread]);
  });

  it('are nobody’s business where the assistant takes none', async () => {
    const { parts, asked } = known({ told: [file('a')], takesFiles: false });
    expect((await filesOf(parts, thread)).files).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('are each tried, and those that are left are told', async () => {
    const { parts, deleted } = known({ shown: [file('stuck'), file('b')] });
    const left = await deleteFiles(await filesOf(parts, thread));
    expect(deleted).toEqual(['b']);
    expect(left.map(([{ fileId }]) => fileId)).toEqual(['stuck']);
  });
});
