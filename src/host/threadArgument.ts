import type { Thread } from '../chat/model.ts';
import type { ThreadNode } from './assistantsTree.ts';
import type { Parts } from './parts.ts';
import { t } from './platform/words.ts';

/** The thread that a command is about: the one of the tree, by menu or key, or the one that is shown. */
export function threadFor({ tree, sessions }: Pick<Parts, 'tree' | 'sessions'>, argument: unknown): Thread | undefined {
  const byKey = (argument as { selected?: unknown } | undefined)?.selected === true;
  return byKey ? tree.selectedThread : (threadFrom(argument)?.thread ?? sessions.shown?.thread);
}

/** Arguments of commands come from the tree, or from anywhere: only our own shape counts. */
export function threadFrom(argument: unknown): ThreadNode | undefined {
  const node = argument as Partial<ThreadNode> | undefined;
  return node?.kind === 'thread' && node.thread && node.parent ? (node as ThreadNode) : undefined;
}

export function sayNoThread({ prompts }: Pick<Parts, 'prompts'>): void {
  void prompts.tell('info', t('Open a conversation first.'));
}
