import type { Connection } from '../../chat/model/connection.ts';
import type { ErrorData } from '../../chat/model/errorData.ts';
import type { Assistant, Thread } from '../../chat/model/model.ts';
import type { ThreadFolder } from '../../chat/ports/threads.ts';
import type { ConnectionProblem } from '../connections/settings/connectionSchema.ts';

export interface ConnectionNode {
  readonly kind: 'connection';
  readonly connection: Connection;
}

export interface AssistantNode {
  readonly kind: 'assistant';
  readonly connection: Connection;
  readonly assistant: Assistant;
}

export interface ThreadNode {
  readonly kind: 'thread';
  readonly parent: AssistantNode;
  readonly thread: Thread;
  /** The folder that it is shown in. */
  readonly folder: FolderNode | undefined;
}

/** A case folder, as far as it holds threads of one assistant. */
export interface FolderNode {
  readonly kind: 'folder';
  readonly parent: AssistantNode;
  readonly folder: ThreadFolder;
}

export type TreeNode =
  | ConnectionNode
  | AssistantNode
  | FolderNode
  | ThreadNode
  | { readonly kind: 'problem'; readonly problem: ConnectionProblem }
  | { readonly kind: 'failure'; readonly error: ErrorData; readonly connection: Connection }
  | { readonly kind: 'more'; readonly parent: AssistantNode }
  | { readonly kind: 'hint'; readonly text: string };

/** The nodes that the tree has made: the same object for the same ids, so that VS Code keeps what is expanded and selected. */
export class TreeNodes {
  readonly #nodes = new Map<string, { readonly node: TreeNode; readonly ids: readonly string[] }>();

  get size(): number {
    return this.#nodes.size;
  }

  /** The node of these ids, with what `node` says of it now. `ids`: those of the nodes above it, then its own. */
  of<T extends TreeNode>(node: T, ...ids: readonly string[]): T {
    const key = keyOf(node.kind, ids);
    const known = this.#nodes.get(key)?.node as T | undefined;
    if (known) return Object.assign(known, node);
    this.#nodes.set(key, { node, ids });
    return node;
  }

  find<K extends TreeNode['kind']>(kind: K, ...ids: readonly string[]): Extract<TreeNode, { kind: K }> | undefined {
    return this.#nodes.get(keyOf(kind, ids))?.node as Extract<TreeNode, { kind: K }> | undefined;
  }

  /** Lets go of all that stands below `above`, but for what has one of the ids `listed` there. Gives what went. */
  prune(above: readonly string[], listed: readonly string[]): readonly TreeNode[] {
    const kept = new Set(listed);
    const gone = [...this.#nodes].filter(([, { ids }]) => {
      const id = ids[above.length];
      return id !== undefined && !kept.has(id) && above.every((each, at) => ids[at] === each);
    });
    for (const [key] of gone) this.#nodes.delete(key);
    return gone.map(([, { node }]) => node);
  }
}

function keyOf(kind: string, ids: readonly string[]): string {
  return JSON.stringify([kind, ...ids]);
}
