import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Attachments } from '../../chat/composer/attachments.ts';
import type { AttachedFile, Message, Thread } from '../../chat/model/model.ts';
import type { FilesPort } from '../../chat/ports/files.ts';
import { pages } from '../../chat/ports/pages.ts';
import type { Provider } from '../../chat/ports/provider.ts';
import type { ThreadCache } from '../../chat/ports/threads.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';

interface Needed {
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly attachments: Attachments;
  readonly cache: ThreadCache;
  readonly directory: AssistantDirectory;
  readonly providers: Providers;
}

/** Nobody waits longer than this, in milliseconds, to be asked whether a conversation is to be deleted. */
const patience = 5_000;

/** A conversation's files at its vendor, and where they can be deleted. */
export interface ThreadFiles {
  readonly files: readonly AttachedFile[];
  readonly port: FilesPort | undefined;
  /** None was found, and there may be one where nobody could look in time. */
  readonly mayBeUnread: boolean;
}

/** The files of `thread` as far as this computer knows them; the vendor tells of what was never read here. */
export async function filesOf(parts: Needed, thread: Thread): Promise<ThreadFiles> {
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
  const told = known.length > 0 || isWhole ? { files: known, isWhole: true } : await readFiles(provider, thread);
  const waiting = attachments.of(session);
  // One that is not to be kept goes by itself when its conversation is closed.
  const own = waiting?.keep && waiting.progress.type === 'ready' ? [waiting.progress.file] : [];
  const files = [...new Map([...told.files, ...own].map((file) => [file.fileId, file])).values()];
  return { files, port, mayBeUnread: files.length === 0 && !told.isWhole };
}

function attachedTo(messages: readonly Message[]): readonly AttachedFile[] {
  return messages.flatMap(({ attachment }) => attachment ?? []);
}

/** From the newest page up to the one with a file, as far as can be read in time. */
async function readFiles(provider: Provider, thread: Thread) {
  const read = (cursor: string | undefined, signal: AbortSignal) => provider.listMessages(thread, cursor, signal);
  let isWhole = false;
  try {
    for await (const page of pages(read, { deadline: patience, signal: new AbortController().signal })) {
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
export async function deleteFiles({ files, port }: ThreadFiles): Promise<readonly [AttachedFile, unknown][]> {
  const failed: [AttachedFile, unknown][] = [];
  for (const file of files)
    await port?.delete(file.fileId, AbortSignal.timeout(60_000)).catch((error: unknown) => failed.push([file, error]));
  return failed;
}
