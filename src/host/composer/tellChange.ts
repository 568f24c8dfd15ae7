import type { Parts } from '../platform/services.ts';
import { t } from '../platform/words.ts';

/** Why nothing happens: the composer holds a change of the last question, and what the person wants needs it empty of that. */
export function tellChange({ prompts }: Pick<Parts, 'prompts'>): void {
  void prompts.tell('info', t('The last question is being changed. Send or cancel the change first.'));
}
