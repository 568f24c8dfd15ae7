import type { FilesPort } from '../chat/files.ts';
import type { AttachedFile, Message, Thread } from '../chat/model.ts';
import type { Provider } from '../chat/provider.ts';
import type { Parts } from './parts.ts';

type Needed = Pick<Parts, 'sessions' | 'attachments' | 'cache' | 'directory' | 'providers'>;

/** Nobody waits longer than this, in milliseconds, to be asked whether a conversation is to be deleted. */
const patience = 5_000;

/** A conversation's files at its vendor, and where they can be deleted. */
export interface ThreadFiles {
  readonly files: readonly AttachedFile[];
  readonly port: FilesPort | undefined;
}

/** The files of `thread` as far as this computer knows them; of one that was never read here the vendor tells. */
export async function filesOf(parts: Needed, thread: Thread): Promise<ThreadFiles> {
  const { sessions, attachments, cache, directory, providers } = parts;
  const provider = providers.of(thread.connectionId);
  const assistant = directory.known(thread.connectionId).find(({ id }) => id === thread.assistantId);
  const port = assistant?.features?.includes('files') ? provider.files : undefined;
  if (!port) return { files: [], port };
  const session = sessions.find(thread);
  const shown = session?.transcript.messages ?? [];
  const kept = (await cache.messages(thread).catch(() => undefined))?.value ?? [];
  const known = [...shown, ...kept];
  const messages = known.length > 0 ? known : await newest(provider, thread);
  const waiting = attachments.of(session);
  // One that is not to be kept goes by itself when its conversation is closed.
  const own = waiting?.keep && waiting.progress.type === 'ready' ? [waiting.progress.file] : [];
  const files = [...messages.flatMap(({ attachment }) => attachment ?? []), ...own];
  return { files: [...new Map(files.map((file) => [file.fileId, file])).values()], port };
}

async function newest(provider: Provider, thread: Thread): Promise<readonly Message[]> {
  const page = provider.listMessages(thread, undefined, AbortSignal.timeout(patience));
  return (await page.catch(() => undefined))?.items ?? [];
}

/** Deletes them at the vendor; resolves those that could not be, with the reason. */
export async function deleteFiles({ files, port }: ThreadFiles): Promise<readonly [AttachedFile, unknown][]> {
  const failed: [AttachedFile, unknown][] = [];
  for (const file of files)
    await port?.delete(file.fileId, AbortSignal.timeout(60_000)).catch((error: unknown) => failed.push([file, error]));
  return failed;
}
