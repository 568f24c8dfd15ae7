import type { Connection } from '../../../chat/model/connection.ts';
import type { Prompts } from '../../platform/prompts.ts';
import { type Sentence, sentences, t } from '../../platform/words.ts';
import { changeOf } from './connectionEntries.ts';
import { connectionSettings } from './connectionSettings.ts';

interface Needed {
  readonly prompts: Prompts;
}

/**
 * Returns whether `connection` is no longer the one that the person was shown; then that is said with its `consequence`, and
 * nothing may follow.
 */
export function hasChanged(parts: Needed, connection: Connection, consequence: Sentence): boolean {
  // An entry that somebody mistypes counts as it did before, here as everywhere.
  const now = connectionSettings().connections.find(({ id }) => id === connection.id);
  const change = changeOf(connection, now);
  if (change === 'removed') tellRemoved(parts);
  else if (change !== undefined) tellChanged(parts, change, connection.name, consequence);
  return change !== undefined;
}

export function tellChanged(
  { prompts }: Needed,
  change: 'address' | 'other',
  name: string,
  consequence: Sentence,
): void {
  const what =
    change === 'address'
      ? t('The address of the connection “{0}” has changed in the meantime.', name)
      : t('The connection “{0}” has changed in the meantime.', name);
  void prompts.tell('warning', sentences(what, consequence));
}

export function tellRemoved({ prompts }: Needed): void {
  void prompts.tell('info', t('This connection was removed.'));
}
