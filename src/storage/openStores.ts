import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Thread } from '../chat/model/model.ts';
import type { DocumentLink, MarginLink } from '../chat/ports/documentLinks.ts';
import type { LocalData } from '../chat/ports/storage.ts';
import { guarded } from './files/fsErrors.ts';
import { Heartbeat, longestRun } from './files/heartbeat.ts';
import { type StorageOptions, tell } from './files/options.ts';
import { LocalAgreedRemotes } from './stores/agreedRemotes.ts';
import { LocalAgreedStorages } from './stores/agreedStorages.ts';
import { LocalDrafts } from './stores/drafts.ts';
import { InstallationIdFile } from './stores/installationIds.ts';
import { LazyDocumentLinks } from './stores/links/lazyDocumentLinks.ts';
import { LocalOutbox } from './stores/outbox.ts';
import { LocalRatings } from './stores/ratings.ts';
import { LocalDetails } from './stores/requestDetails.ts';
import { LocalThreadCache } from './stores/threadCache.ts';
import { LocalFolders } from './stores/threadFolders.ts';
import { LocalThreads } from './stores/threads.ts';
import { LocalTitles } from './stores/threadTitles.ts';
import { WorkspaceValueFile } from './stores/workspaceValue.ts';

export interface Stores extends LocalData {
  readonly threads: LocalThreads;
  readonly titles: LocalTitles;
  readonly ratings: LocalRatings;
  readonly details: LocalDetails;
  readonly userIds: InstallationIdFile;
  /** The storages that files may go to. */
  readonly storages: LocalAgreedStorages;
  /** The remote computers on which keys may be used. */
  readonly remotes: LocalAgreedRemotes;
  readonly drafts: LocalDrafts;
  readonly outbox: LocalOutbox;
  readonly cache: LocalThreadCache;
  readonly folders: LocalFolders;
  /** Conversations beside passages of documents. */
  readonly margins: LazyDocumentLinks<MarginLink>;
  /** The conversations that inserted answers are from. */
  readonly origins: LazyDocumentLinks<DocumentLink>;
  /** The conversation that was shown last. */
  readonly last: WorkspaceValueFile;
  /** The assistants that were asked last. */
  readonly recent: WorkspaceValueFile;
  /** Whether text of a workspace in Restricted Mode may be sent. */
  readonly consent: WorkspaceValueFile;
}

/** Everything that lies in `folder`. Reads nothing yet. `workspace` tells one workspace from another. */
export function openStores(folder: string, workspace: string, options: StorageOptions): Stores {
  const at = (name: string) => path.join(folder, name);
  // That a title cannot be written keeps no question from being asked.
  const keepTitle = (thread: Thread) =>
    titles.keep(thread).catch((error: unknown) => tell(options, { type: 'not-remembered', error }));
  const threads: LocalThreads = new LocalThreads(at('threads'), options, keepTitle);
  const drafts = new LocalDrafts(at('drafts'), workspace, options);
  // An answer may have to wait for another one first.
  const longest = () => Math.max(longestRun, 2 * (options.longestAnswer?.() ?? 0));
  const outbox = new LocalOutbox(at('outbox'), workspace, options, new Heartbeat(undefined, longest));
  const cache = new LocalThreadCache(at('readings'), options);
  const last = new WorkspaceValueFile(at('last'), workspace, options);
  // Names no conversation, and is kept whatever becomes of those.
  const { report } = options;
  const recent = new WorkspaceValueFile(at('recent'), workspace, report ? { report } : {});
  const consent = new WorkspaceValueFile(at('consent'), workspace, report ? { report } : {});
  const titles = new LocalTitles(at('titles'), options, (thread) => threads.isMemoryOnly(thread));
  const ratings = new LocalRatings(at('ratings'), options);
  const details = new LocalDetails(at('details'), options);
  const folders = new LocalFolders(at('folders'), workspace, options);
  const storages = new LocalAgreedStorages(at('storages'), options);
  const links = () => import('./stores/links/documentLinks.ts');
  const margins = new LazyDocumentLinks(at('margins'), options, async (files) => (await links()).marginLinks(files));
  const origins = new LazyDocumentLinks(at('origins'), options, async (files) => (await links()).originLinks(files));
  const ofThreads = [titles, ratings, drafts, outbox, cache, folders, last, margins, origins];
  const ofConnections = [...ofThreads, details, recent, consent, storages];
  return {
    threads,
    titles,
    ratings,
    details,
    userIds: new InstallationIdFile(at('user.jsonl'), options),
    storages,
    remotes: new LocalAgreedRemotes(at('remotes'), options),
    drafts,
    outbox,
    cache,
    folders,
    margins,
    origins,
    last,
    recent,
    consent,
    hasThreads: async (connectionId) => (await threads.list(connectionId)).length > 0,
    forgetThread: ({ connectionId, id }) => eachOf(ofThreads.map((store) => store.forget(connectionId, id))),
    forgetConnection: (connectionId) => eachOf(ofConnections.map((store) => store.forget(connectionId))),
    clear: async () => {
      // What one of them could not do, the last step tries again, and says.
      await Promise.allSettled([threads, ...ofConnections].map((store) => store.clear()));
      await guarded(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
    },
  };
}

/** Tries all; throws the first failure. */
async function eachOf(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
