import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Attachment } from '../../chat/composer/attachments.ts';
import type { Connection } from '../../chat/model/connection.ts';
import { ChatError, errorData } from '../../chat/model/errors.ts';
import type { AttachedFile, Message, Thread } from '../../chat/model/model.ts';
import type { FilesPort } from '../../chat/ports/files.ts';
import { pages } from '../../chat/ports/pages.ts';
import type { Provider } from '../../chat/ports/provider.ts';
import type { LocalData } from '../../chat/ports/storage.ts';
import type { ThreadCache } from '../../chat/ports/threads.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import { cancellable } from '../platform/background.ts';
import { errorSentence } from '../platform/errorText.ts';
import type { Prompts } from '../platform/prompts.ts';
import { wordsOf } from '../platform/vendorWords.ts';
import { listed, paragraphs, type Sentence, t, whole } from '../platform/words.ts';

/** A conversation that is open, as far as its files go. */
type OpenThread = Pick<ChatSession, 'transcript' | 'loading' | 'loadError'>;

/** A provider, as far as its conversations and their files are read and deleted. */
interface ThreadProvider extends Pick<Provider, 'listMessages'> {
  readonly files?: Pick<FilesPort, 'delete'>;
}

interface Known {
  readonly sessions: { find(thread: Thread): OpenThread | undefined };
  readonly attachments: { of(session: OpenThread | undefined): Pick<Attachment, 'keep' | 'progress'> | undefined };
  readonly cache: Pick<ThreadCache, 'messages'>;
  readonly directory: Pick<AssistantDirectory, 'known'>;
  readonly providers: { of(connectionId: string): Promise<ThreadProvider> };
}

interface Needed extends Known {
  readonly sessions: Known['sessions'] & Pick<SessionRegistry, 'close'>;
  readonly providers: Pick<Providers, 'connection'> & {
    of(connectionId: string): Promise<ThreadProvider & Pick<Provider, 'deleteThread'>>;
  };
  readonly localData: Pick<LocalData, 'forgetThread'>;
  readonly tree: { refreshThreads(connectionId: string, assistantId: string): void };
  readonly prompts: Prompts;
  /** Lets the person look after uploaded files. */
  readonly manageFiles: () => PromiseLike<unknown>;
}

/** Time limit for looking up attached files before the question whether to delete is shown, in milliseconds. */
const patience = 5_000;

/** Time limit for each deletion at the vendor, in milliseconds. */
const limit = 60_000;

/** Deletes a conversation at its vendor and on this computer, with its files if the person wants that. */
export async function deleteConversation(parts: Needed, thread: Thread): Promise<void> {
  const looking = { title: t('Looking for files of the conversation “{0}”…', thread.title), limit };
  const looked = await cancellable(parts, looking, async (signal) => ({
    // Deleted where it was when the person was asked, whatever its connection has become.
    provider: await parts.providers.of(thread.connectionId),
    connection: parts.providers.connection(thread.connectionId),
    attached: await filesOf(parts, thread, signal),
  }));
  if (looked === 'cancelled') return;
  const { provider, connection, attached } = looked.value;
  if (!connection) throw new ChatError('connection-missing', { processed: 'no' });
  const names = listed(attached.files.map(nameOf));
  const remove = t('Delete');
  const message = t('Delete the conversation “{0}”?', thread.title);
  const detail = deletionDetail(connection, thread, names, attached.mayBeUnread);
  const choice = await parts.prompts.confirm(
    { message, detail },
    remove,
    ...(names === '' ? [] : [t('Delete Conversation Only')]),
  );
  if (choice === undefined) return;
  const deleting = { title: t('Deleting the conversation “{0}”…', thread.title), limit };
  let files: Promise<void> | undefined;
  try {
    // A running answer goes on until this is done: it may fail.
    const deleted = await cancellable(parts, deleting, (signal) => provider.deleteThread(thread, signal));
    if (deleted === 'cancelled') {
      const text = t('It isn’t known whether the conversation “{0}” was deleted.', thread.title);
      return void parts.prompts.tell('warning', text);
    }
    // What is here goes at once, whatever becomes of the file there.
    if (choice === remove) files = deleteFilesOf(parts, attached);
    parts.sessions.close((session) => isOf(thread, session));
    await parts.localData.forgetThread(thread);
  } finally {
    parts.tree.refreshThreads(thread.connectionId, thread.assistantId);
  }
  await files;
}

async function deleteFilesOf(parts: Needed, attached: ThreadFiles): Promise<void> {
  const [file] = attached.files;
  if (!file) return;
  const deleting = { title: t('Deleting the file “{0}”…', nameOf(file)), limit };
  const deleted = await cancellable(parts, deleting, (signal) => deleteFiles(attached, signal));
  if (deleted === 'cancelled') return tellFileLeft(parts, file, undefined);
  const [failed] = deleted.value;
  if (failed) await tellFileLeft(parts, ...failed);
}

function nameOf({ name, fileId }: AttachedFile): string {
  return name || fileId;
}

/** `error`: undefined where the person did not wait for it. */
async function tellFileLeft({ prompts, manageFiles }: Needed, file: AttachedFile, error: unknown): Promise<void> {
  const manage = t('Manage Uploaded Files…');
  const text =
    error === undefined
      ? t('The conversation was deleted. It isn’t known whether its file “{0}” was, too.', nameOf(file))
      : t(
          'The conversation was deleted, but its file “{0}” wasn’t. {1}',
          nameOf(file),
          whole(errorSentence(errorData(error))),
        );
  const choice = await prompts.tell('error', text, manage);
  if (choice === manage) await manageFiles();
}

/** Returns what deleting means, which is not the same everywhere. */
function deletionDetail(connection: Connection, thread: Thread, files: Sentence, mayBeUnread: boolean): Sentence {
  const means = wordsOf(connection).whatDeletingAConversationMeans(connection);
  const others = t('This conversation belongs to another user of this API key.');
  const conversation = thread.isOthers ? paragraphs(others, means) : means;
  const unread = t(
    'The start of this conversation couldn’t be loaded. If a file was attached there, it stays on the service.',
  );
  if (mayBeUnread) return paragraphs(conversation, unread);
  if (files === '') return conversation;
  const together = t(
    'The attached file will be deleted, too: {0}. To keep it, select “Delete Conversation Only”.',
    whole(files),
  );
  return paragraphs(conversation, together);
}

function isOf(thread: Thread, session: { connectionId: string; thread: Thread | undefined }): boolean {
  return session.connectionId === thread.connectionId && session.thread?.id === thread.id;
}

/** A conversation's files at its vendor, and where they can be deleted. */
export interface ThreadFiles {
  readonly files: readonly AttachedFile[];
  readonly port: Pick<FilesPort, 'delete'> | undefined;
  /** None was found, and there may be one where nobody could look in time. */
  readonly mayBeUnread: boolean;
}

/** The files of `thread` as far as this computer knows them; the vendor tells of what was never read here. */
export async function filesOf(parts: Known, thread: Thread, signal: AbortSignal): Promise<ThreadFiles> {
  const { sessions, attachments, cache, directory, providers } = parts;
  const provider = await providers.of(thread.connectionId);
  const assistant = directory.known(thread.connectionId).find(({ id }) => id === thread.assistantId);
  const port = assistant?.features?.includes('files') ? provider.files : undefined;
  if (!port) return { files: [], port, mayBeUnread: false };
  const session = sessions.find(thread);
  const shown = session?.transcript.messages ?? [];
  const kept = await cache.messages(thread).catch(() => undefined);
  const known = attachedTo([...shown, ...(kept?.value ?? [])]);
  const isShown = session && shown.length > 0 && !session.transcript.hasOlder && !session.loading && !session.loadError;
  const isWhole = isShown || (kept && !kept.isPart);
  // A conversation takes one file, and that may have come with a question that stands above what is known.
  const told =
    known.length > 0 || isWhole ? { files: known, isWhole: true } : await readFiles(provider, thread, signal);
  const waiting = attachments.of(session);
  // One that is not to be kept goes by itself when its conversation is closed.
  const own = waiting?.keep && waiting.progress.type === 'ready' ? [waiting.progress.file] : [];
  const files = [...new Map([...told.files, ...own].map((file) => [file.fileId, file])).values()];
  return { files, port, mayBeUnread: files.length === 0 && !told.isWhole };
}

function attachedTo(messages: readonly Message[]): readonly AttachedFile[] {
  return messages.flatMap(({ attachment }) => attachment ?? []);
}

/** Reads from the newest page up to the one with a file, as far as can be read in time. */
async function readFiles(provider: ThreadProvider, thread: Thread, signal: AbortSignal) {
  const read = (cursor: string | undefined, limited: AbortSignal) => provider.listMessages(thread, cursor, limited);
  let isWhole = false;
  try {
    for await (const page of pages(read, { deadline: patience, signal })) {
      const files = attachedTo(page.items);
      if (files.length > 0) return { files, isWhole: true };
      isWhole = page.cursor === undefined;
    }
  } catch {
    isWhole = false;
  }
  return { files: [], isWhole };
}

/** Deletes them at the vendor; resolves those that could not be, with the reason. */
export async function deleteFiles(
  { files, port }: ThreadFiles,
  signal: AbortSignal,
): Promise<readonly [AttachedFile, unknown][]> {
  const failed: [AttachedFile, unknown][] = [];
  for (const file of files)
    await port?.delete(file.fileId, signal).catch((error: unknown) => failed.push([file, error]));
  return failed;
}
