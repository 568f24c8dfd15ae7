import { errorData } from '../../chat/model/errors.ts';
import type { Thread } from '../../chat/model/model.ts';
import type { FoldersOfThreads, ThreadFolder, ThreadFolders } from '../../chat/ports/threads.ts';
import type { AssistantNode, FolderNode, ThreadNode, TreeNode, TreeNodes } from './treeNodes.ts';

/** The threads of an assistant as the tree shows them: first the folders that hold some, then those in none. */
export class ThreadNodes {
  readonly #folders: Pick<ThreadFolders, 'read'>;
  readonly #nodes: TreeNodes;
  /** The folders that were known when a list was last shown. */
  #known: FoldersOfThreads = { folders: [], of: () => undefined };
  #knownOf = 0;
  #readings = 0;
  readonly #shown = new WeakMap<AssistantNode, readonly Thread[]>();

  constructor(folders: Pick<ThreadFolders, 'read'>, nodes: TreeNodes) {
    this.#folders = folders;
    this.#nodes = nodes;
  }

  async list(parent: AssistantNode, threads: readonly Thread[]): Promise<TreeNode[]> {
    const problems: TreeNode[] = [];
    // Before anything is waited for: what is listed later counts.
    this.#shown.set(parent, threads);
    try {
      await this.readFolders();
    } catch (error) {
      // The conversations are there all the same, only not in their folders.
      problems.push({ kind: 'failure', error: errorData(error), connection: parent.connection });
    }
    const listed = this.#shown.get(parent) ?? [];
    const ids = [...listed, ...this.#known.folders].map(({ id }) => id);
    this.#nodes.prune([parent.connection.id, parent.assistant.id], ids);
    const used = this.#known.folders.filter(({ id }) => threads.some((thread) => this.#known.of(thread)?.id === id));
    return [...problems, ...used.map((folder) => this.#folder(parent, folder)), ...this.#threads(parent, undefined)];
  }

  /** Learns which thread is in which folder. Throws a ChatError when that cannot be read. */
  async readFolders(): Promise<void> {
    const reading = ++this.#readings;
    const known = await this.#folders.read();
    // A folder that was deleted meanwhile does not come back: the later reading counts.
    if (reading < this.#knownOf) return;
    this.#knownOf = reading;
    this.#known = known;
  }

  inFolder({ parent, folder }: FolderNode): TreeNode[] {
    return this.#threads(parent, folder);
  }

  of(parent: AssistantNode, thread: Thread): ThreadNode {
    const known = this.#known.of(thread);
    const folder = known && this.#folder(parent, known);
    return this.#nodes.of(
      { kind: 'thread', parent, thread, folder },
      parent.connection.id,
      parent.assistant.id,
      thread.id,
    );
  }

  #threads(parent: AssistantNode, folder: ThreadFolder | undefined): TreeNode[] {
    const threads = this.#shown.get(parent) ?? [];
    return threads
      .filter((thread) => this.#known.of(thread)?.id === folder?.id)
      .map((thread) => this.of(parent, thread));
  }

  #folder(parent: AssistantNode, folder: ThreadFolder): FolderNode {
    return this.#nodes.of({ kind: 'folder', parent, folder }, parent.connection.id, parent.assistant.id, folder.id);
  }
}
