import type { Log } from '../../base/log.ts';
import { failureLine } from '../../chat/model/failureReport.ts';
import type { StorageProblem } from '../../chat/ports/storage.ts';
import type { Prompts } from './prompts.ts';
import { type Sentence, t } from './words.ts';

const told = new Set<StorageProblem['type']>();

/** Says what went wrong on the disk: in the log each time, to the person once for each kind until the window closes. */
export async function reportStorageProblem(
  { log, prompts }: { readonly log: Log & { show(): void }; readonly prompts: Prompts },
  trouble: StorageProblem,
): Promise<void> {
  log.warn(`Local storage: ${line(trouble)}`);
  const text = sentence(trouble);
  if (text === undefined || told.has(trouble.type)) return;
  told.add(trouble.type);
  const show = t('Show Log');
  if ((await prompts.tell('warning', text, show)) === show) log.show();
}

function line(trouble: StorageProblem): string {
  if (trouble.type === 'damaged') return `damaged lines were left out: ${trouble.lines}`;
  if (trouble.type === 'newer') return 'a file of a later version of this extension is left as it is';
  if (trouble.type === 'too-long') return 'a conversation is too long to be held whole; its newest messages were read';
  return `${trouble.type}: ${failureLine(trouble.error)}`;
}

function sentence(trouble: StorageProblem): Sentence | undefined {
  switch (trouble.type) {
    case 'damaged':
      return t('Some local data is damaged and was skipped. Everything else was loaded.');
    case 'draft':
      return t('Drafts can’t be saved right now and will be lost when you close this window.');
    case 'question':
      return t('Questions can’t be saved right now. Keep this window open until the answer arrives.');
    case 'too-long':
      return t('This conversation is too long to show in full. The oldest messages aren’t shown.');
    case 'newer':
    case 'not-compacted':
    case 'not-remembered':
      return undefined;
    default:
      return trouble satisfies never;
  }
}
