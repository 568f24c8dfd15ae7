import * as vscode from 'vscode';
import type { Thread } from '../../chat/model/model.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { Prompts } from '../platform/prompts.ts';
import { sayNoThread, threadFrom } from '../platform/threadArgument.ts';
import { t } from '../platform/words.ts';
import type { AssistantsTree } from './assistantsTree.ts';
import { focusedNode } from './focusedNode.ts';

/** The thread that a command is about: the one of the tree, by menu or key, or the one that is shown. Else that is said. */
export async function threadFor(
  {
    tree,
    pages,
    prompts,
  }: {
    readonly tree: AssistantsTree;
    readonly pages: Pages;
    readonly prompts: Prompts;
  },
  argument: unknown,
): Promise<Thread | undefined> {
  const isByKey = (argument as { selected?: unknown } | undefined)?.selected === true;
  const thread = isByKey ? await focusedThread(tree) : (threadFrom(argument)?.thread ?? pages.active?.thread);
  if (!thread) sayNoThread({ prompts }, isByKey ? t('Select a conversation first.') : undefined);
  return thread;
}

/** The thread in the row that has the focus, which keys act on; another may be selected. */
async function focusedThread({ view }: AssistantsTree): Promise<Thread | undefined> {
  const toggle = () => vscode.commands.executeCommand('list.toggleSelection');
  const node = view && (await focusedNode(view, toggle));
  return node?.kind === 'thread' ? node.thread : undefined;
}
