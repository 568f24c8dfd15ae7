import type { Assistant, Thread } from '../../chat/model/model.ts';
import type { Prompts } from './prompts.ts';
import { t } from './words.ts';

/** The row of a conversation, as the list hands it to a command. */
interface ThreadArgument {
  readonly kind: 'thread';
  readonly thread: Thread;
  readonly parent: { readonly assistant: Assistant };
}

/** Arguments of commands come from the tree, or from anywhere: only our own shape counts. */
export function threadFrom(argument: unknown): ThreadArgument | undefined {
  const node = argument as Partial<ThreadArgument> | undefined;
  return node?.kind === 'thread' && node.thread && node.parent ? (node as ThreadArgument) : undefined;
}

export function sayNoThread({ prompts }: { readonly prompts: Prompts }, text = t('Open a conversation first.')): void {
  void prompts.tell('info', text);
}
