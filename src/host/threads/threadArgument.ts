import * as vscode from 'vscode';
import type { Thread } from '../../chat/model/model.ts';
import type { Parts } from '../platform/services.ts';
import { t } from '../platform/words.ts';
import type { ThreadNode } from './assistantsTree.ts';
import { focusedNode } from './focusedNode.ts';

/** The thread that a command is about: the one of the tree, by menu or key, or the one that is shown. Else that is said. */
export async function threadFor(
  { tree, sessions, prompts }: Pick<Parts, 'tree' | 'sessions' | 'prompts'>,
  argument: unknown,
): Promise<Thread | undefined> {
  const isByKey = (argument as { selected?: unknown } | undefined)?.selected === true;
  const thread = isByKey ? await focusedThread(tree) : (threadFrom(argument)?.thread ?? sessions.shown?.thread);
  if (!thread) sayNoThread({ prompts }, isByKey ? t('Select a conversation first.') : undefined);
  return thread;
}

/** The thread in the row that has the focus, which keys act on; another may be selected. */
async function focusedThread({ view }: Parts['tree']): Promise<Thread | undefined> {
  const toggle = () => vscode.commands.executeCommand('list.toggleSelection');
  const node = view && (await focusedNode(view, toggle));
  return node?.kind === 'thread' ? node.thread : undefined;
}

/** Arguments of commands come from the tree, or from anywhere: only our own shape counts. */
export function threadFrom(argument: unknown): ThreadNode | undefined {
  const node = argument as Partial<ThreadNode> | undefined;
  return node?.kind === 'thread' && node.thread && node.parent ? (node as ThreadNode) : undefined;
}

export function sayNoThread({ prompts }: Pick<Parts, 'prompts'>, text = t('Open a conversation first.')): void {
  void prompts.tell('info', text);
}
