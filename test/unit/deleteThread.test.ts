import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Assistant, AttachedFile, Message, Thread } from '../../src/chat/model/model.ts';
import { emptyTranscript } from '../../src/chat/model/transcript.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { deleteConversation, deleteFiles, filesOf } from '../../src/host/threads/deleteThread.ts';
import { type Answer, scriptedPrompts } from './scriptedPrompts.ts';

const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't', title: 'T' };
const file = (fileId: string): AttachedFile => ({ fileId, name: `${fileId}.txt` });
const sentWith = (attachment: AttachedFile): Message => ({
  ...{ id: attachment.fileId, role: 'user', text: '?', sources: [], context: [], state: 'sent' },
  attachment,
});

const assistant = (features: Assistant['features'] = []): Assistant => ({ id: 'hr', name: 'HR', features });

const { signal } = new AbortController();
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
  const listMessages: Provider['listMessages'] = async (of, cursor = '0') => {
    asked.push(of);
    const page = pages[Number(cursor)];
    if (!page) throw new Error('no network');
    const next = isPart || pages.length > Number(cursor) + 1;
    return { items: [question, ...page.map(sentWith)], ...(next && { cursor: String(Number(cursor) + 1) }) };
  };
  const copy = isPart ? [question] : kept.map(sentWith);
  const parts = {
    sessions: {
      find: () => ({
        transcript: { ...emptyTranscript, messages: isPart ? [question] : shown.map(sentWith), hasOlder: isPart },
        loading: false,
        loadError: undefined,
      }),
    },
    attachments: { of: () => waiting && { keep: true, progress: { type: 'ready' as const, file: waiting } } },
    cache: { messages: async () => (copy.length > 0 ? { value: copy, readAt: '', isPart } : undefined) },
    directory: { known: () => [assistant(takesFiles ? ['files'] : [])] },
    providers: { of: async () => ({ files: port, listMessages }) },
  };
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
    expect((await filesOf(parts, thread, signal)).files).toEqual([file('a'), file('b'), file('w')]);
    expect(asked).toEqual([]);
  });

  it('the files of a conversation that is deleted are told by the vendor where this computer knows no message', async () => {
    const { parts, asked } = known({ told: [file('a')] });
    expect((await filesOf(parts, thread, signal)).files).toEqual([file('a')]);
    expect(asked).toEqual([thread]);
  });

  it('the files of a conversation that is deleted are looked for above what this computer knows, up to the one that there is', async () => {
    const { parts, asked } = known({ isPart: true, pages: [[], [file('a')], [file('never read')]] });
    expect(await filesOf(parts, thread, signal)).toMatchObject({ files: [file('a')], mayBeUnread: false });
    expect(asked).toHaveLength(2);
  });

  it('the files of a conversation that is deleted are told as perhaps left where they could not be looked for', async () => {
    const { parts } = known({ isPart: true, pages: [[]] });
    expect(await filesOf(parts, thread, signal)).toMatchObject({ files: [], mayBeUnread: true });
    const whole = known({ pages: [[], []] });
    expect(await filesOf(whole.parts, thread, signal)).toMatchObject({ files: [], mayBeUnread: false });
    const waiting = known({ isPart: true, pages: [], waiting: file('w') });
    expect(await filesOf(waiting.parts, thread, signal)).toMatchObject({ files: [file('w')], mayBeUnread: false });
  });

  it('the files of a conversation that is deleted are not looked for where the assistant takes none', async () => {
    const { parts, asked } = known({ told: [file('a')], takesFiles: false });
    expect((await filesOf(parts, thread, signal)).files).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('the files of a conversation that is deleted are each tried, and those that are left are told', async () => {
    const { parts, deleted } = known({ shown: [file('stuck'), file('b')] });
    const left = await deleteFiles(await filesOf(parts, thread, signal), signal);
    expect(deleted).toEqual(['b']);
    expect(left.map(([{ fileId }]) => fileId)).toEqual(['stuck']);
  });
});

describe('a conversation that is deleted', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  /** `vendor`: what the vendor's deletion waits for. `hasFile`: a file was sent in the conversation. */
  function deleting(given: { vendor?: Promise<void>; files?: Promise<void>; disk?: Promise<void>; answer?: Answer }) {
    const { vendor = Promise.resolve(), files, disk = Promise.resolve(), answer = chooses({}) } = given;
    const happened: string[] = [];
    const { prompts, shown } = scriptedPrompts(answer);
    const session = {
      connectionId: 'c',
      thread,
      transcript: { ...emptyTranscript, messages: files !== undefined ? [sentWith(file('a'))] : [question] },
      loading: false,
      loadError: undefined,
    };
    const provider = {
      deleteThread: () => vendor.then(() => void happened.push('vendor')),
      files: { delete: async () => files },
      listMessages: async () => ({ items: [] }),
    };
    const parts = {
      sessions: {
        find: () => ({
          ...session,
          stop: () => happened.push('stop'),
        }),
        close: () => happened.push('close'),
      },
      attachments: { of: () => undefined },
      cache: { messages: async () => undefined },
      directory: { known: () => [assistant(['files'])] },
      providers: { of: async () => provider, connection: () => ({ id: 'c', provider: 'demo' as const, name: 'Demo' }) },
      localData: { forgetThread: () => disk.then(() => void happened.push('forget')) },
      tree: { refreshThreads: () => happened.push('refresh') },
      prompts,
      manageFiles: async () => happened.push('manage'),
    };
    return { happened, shown, done: deleteConversation(parts, thread) };
  }

  const chooses =
    (choices: Record<string, string>): Answer =>
    ({ as, text }) =>
      as === 'confirm' ? 'Delete' : choices[text];

  it('a conversation is deleted without a notice where that is quick', async () => {
    const { happened, shown, done } = deleting({});
    await done;
    expect(happened).toEqual(['vendor', 'close', 'forget', 'refresh']);
    expect(shown.map(({ as }) => as)).toEqual(['confirm']);
  });

  it('tells that a conversation is being deleted where that takes long, and does not know what became of it when it is stopped', async () => {
    const title = 'Deleting the conversation “T”…';
    const { happened, shown, done } = deleting({
      vendor: new Promise(() => undefined),
      answer: chooses({ [title]: 'Cancel' }),
    });
    await vi.advanceTimersByTimeAsync(1_000);
    await done;
    expect(shown.slice(1).map(({ text }) => text)).toEqual([
      title,
      'It isn’t known whether the conversation “T” was deleted.',
    ]);
    expect(happened).toEqual(['refresh']);
  });

  it('lets the answer of a conversation run on that the vendor does not delete', async () => {
    const { happened, done } = deleting({ vendor: Promise.reject(new ChatError('unavailable')) });
    await expect(done).rejects.toMatchObject({ code: 'unavailable' });
    expect(happened).toEqual(['refresh']);
  });

  it('shows the list anew though the disk forgets nothing of a deleted conversation', async () => {
    const { happened, done } = deleting({ disk: Promise.reject(new ChatError('storage')) });
    await expect(done).rejects.toMatchObject({ code: 'storage' });
    expect(happened).toEqual(['vendor', 'close', 'refresh']);
  });

  it('forgets a deleted conversation at once while its file is still being deleted, which can be stopped', async () => {
    const title = 'Deleting the file “a.txt”…';
    const { happened, shown, done } = deleting({
      files: new Promise(() => undefined),
      answer: chooses({
        [title]: 'Cancel',
        'The conversation was deleted. It isn’t known whether its file “a.txt” was, too.': 'Manage Uploaded Files…',
      }),
    });
    await expect.poll(() => happened).toContain('refresh');
    expect(happened).toEqual(['vendor', 'close', 'forget', 'refresh']);
    await vi.advanceTimersByTimeAsync(1_000);
    await done;
    expect(shown.map(({ text }) => text)).toContain(title);
    expect(happened.at(-1)).toBe('manage');
  });
});
