import { daysSince } from '../../base/durations.ts';
import type { Message } from '../../chat/model/model.ts';
import type { Prompts } from '../platform/prompts.ts';
import { warnAfterDays } from '../platform/settings.ts';
import { t } from '../platform/words.ts';

/** An answer that is not whole, or old, goes nowhere without the person knowing. */
export async function agreeToUse(
  { prompts }: { readonly prompts: Prompts },
  { state, createdAt }: Message,
): Promise<boolean> {
  const insert = t('Use Anyway');
  if (state !== 'complete') {
    const message = t('This answer isn’t complete.');
    const detail = t('It was stopped or interrupted. You can still use the partial answer.');
    if ((await prompts.confirm({ message, detail }, insert)) !== insert) return false;
  }
  const days = daysSince(createdAt, Date.now());
  const limit = warnAfterDays();
  if (limit === 0 || days <= limit) return true;
  const message = t('This answer is {0} days old.', days);
  const detail = t(
    'The law or the facts may have changed since. To be sure, select Regenerate and Compare in the answer’s menu.',
  );
  return (await prompts.confirm({ message, detail }, insert)) === insert;
}
