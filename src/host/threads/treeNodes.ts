import type * as vscode from 'vscode';
import type { Connection } from '../../chat/model/connection.ts';
import type { Assistant, Thread } from '../../chat/model/model.ts';
import type { ThreadFolder } from '../../chat/ports/threads.ts';
import type { ConnectionProblem } from '../connections/connectionSchema.ts';

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
  | { readonly kind: 'failure'; readonly item: vscode.TreeItem }
  | { readonly kind: 'more'; readonly parent: AssistantNode }
  | { readonly kind: 'hint'; readonly text: string };
