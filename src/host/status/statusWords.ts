import type { Quota } from '../../chat/model/model.ts';
import {
  asLabel,
  type Label,
  label,
  language,
  lines,
  listed,
  type Sentence,
  t,
  whole,
  withIcon,
} from '../platform/words.ts';

/** The state that the status bar tells, as data. */
export interface Status {
  /** The assistant that is asked next; undefined while none is chosen. */
  readonly active: { readonly assistant: string; readonly connection: string } | undefined;
  /** The assistants whose answers are in progress. */
  readonly running: readonly string[];
  /** The assistants whose answers nobody has seen yet. */
  readonly unseen: readonly string[];
  /** The time of day at which the service takes questions again; undefined where it takes them now. */
  readonly limitedUntil: string | undefined;
  /** The number of requests that are left, where the service of the assistant who is asked next tells it. */
  readonly quota: Pick<Quota, 'left' | 'limit'> | undefined;
}

export interface StatusWords {
  readonly text: Label;
  readonly tooltip: Sentence;
}

/** The entry of the status bar: what keeps a person waiting comes first, and the tooltip has all of it. */
export function statusWords({ active, running, unseen, limitedUntil, quota }: Status): StatusWords {
  const name = active?.assistant ?? 'Expert Assistants';
  const tooltip = lines(
    active ? listed([active.assistant, active.connection], ' · ') : t('No assistant is selected yet.'),
    limitedUntil !== undefined && t('Rate limit reached. You can send again at {0}.', limitedUntil),
    quota !== undefined && quotaWords(quota),
    running.length > 0 && t('Answer in progress: {0}', whole(listed(running))),
    unseen.length > 0 && t('Answer not seen yet: {0}', whole(listed(unseen))),
    t('Select to open the chat.'),
  );
  if (limitedUntil !== undefined)
    return { text: withIcon('watch', asLabel(t('{0} until {1}', name, limitedUntil))), tooltip };
  if (running.length > 0) {
    const count = running.length > 1 ? ` (${running.length})` : '';
    return { text: withIcon('loading~spin', label(`${name}${count}`)), tooltip };
  }
  return { text: withIcon(unseen.length > 0 ? 'bell-dot' : 'comment-discussion', label(name)), tooltip };
}

function quotaWords({ left, limit }: Pick<Quota, 'left' | 'limit'>): Sentence {
  const number = (count: number) => count.toLocaleString(language());
  return limit === undefined
    ? t('Requests left, as the service says: {0}', number(left))
    : t('Requests left, as the service says: {0} of {1}', number(left), number(limit));
}
