import { all } from '../../base/disposable.ts';
import { assistantChoices } from '../../chat/catalog/assistantChoices.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { Quota } from '../../chat/model/model.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { UnseenAnswers } from '../../chat/session/unseenAnswers.ts';
import type { StatusItem } from '../platform/prompts.ts';
import { language } from '../platform/words.ts';
import { type Status, statusWords } from './statusWords.ts';

export interface StatusParts {
  readonly providers: Pick<Providers, 'connections' | 'connection'>;
  readonly directory: Pick<AssistantDirectory, 'known' | 'onChange'>;
  readonly recent: Pick<RecentAssistants, 'sort'>;
  readonly sessions: Pick<SessionRegistry, 'open' | 'onOpened' | 'onClosed'>;
  readonly pages: Pick<Pages, 'active' | 'onActive'>;
  readonly unseen: Pick<UnseenAnswers, 'sessions' | 'onChange'>;
  /** The services' latest numbers of requests that are left, by connection. */
  readonly quotas: ReadonlyMap<string, Quota>;
}

/** Longest that a timer of the platform can wait, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** Keeps the status bar's entry as things are in the window. */
export function showStatus(parts: StatusParts, item: StatusItem, now: () => number = Date.now): { dispose(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const paint = () => {
    clearTimeout(timer);
    const until = limitedUntil(parts.sessions.open, now());
    if (until !== undefined) timer = setTimeout(paint, Math.min(until - now(), longestTimer));
    const { text, tooltip } = statusWords(statusOf(parts, until, now()));
    item.show(text, tooltip);
  };
  const follow = (session: ChatSession) => {
    session.onEvent(({ type }) => {
      if (type === 'run-start' || type === 'run-end' || type === 'messages-loaded') paint();
    });
  };
  for (const session of parts.sessions.open) follow(session);
  paint();
  return all(
    parts.sessions.onOpened(follow),
    parts.sessions.onClosed(paint),
    parts.pages.onActive(paint),
    parts.directory.onChange(paint),
    parts.unseen.onChange(paint),
    { dispose: () => clearTimeout(timer) },
    item,
  );
}

function statusOf(parts: StatusParts, until: number | undefined, now: number): Status {
  const { open } = parts.sessions;
  const shown = parts.pages.active;
  const time = until === undefined ? undefined : timeOf(new Date(until), new Date(now));
  const quota = shown && parts.quotas.get(shown.connectionId);
  return {
    active: shown
      ? { assistant: shown.assistant.name, connection: nameOf(parts, shown.connectionId) }
      : lastUsed(parts),
    running: open.filter(({ running }) => running).map(({ assistant }) => assistant.name),
    unseen: parts.unseen.sessions.map(({ assistant }) => assistant.name),
    limitedUntil: time,
    // Afterwards there are more again; how many is told with the next answer.
    quota: quota && (quota.until ?? now) >= now ? quota : undefined,
  };
}

/**
 * Returns the assistant that this workspace asked last, as far as the lists of assistants were read; the disk is not
 * read before that.
 */
function lastUsed(parts: StatusParts): Status['active'] {
  const isKnown = parts.providers.connections.some(({ id }) => parts.directory.known(id).length > 0);
  const [choice] = isKnown ? assistantChoices(parts) : [];
  return choice && { assistant: choice.name, connection: choice.connectionLabel };
}

function nameOf({ providers }: StatusParts, connectionId: string): string {
  return providers.connection(connectionId)?.name ?? connectionId;
}

/** A time of today, or with its day. */
function timeOf(at: Date, now: Date): string {
  const isToday = at.toDateString() === now.toDateString();
  return at.toLocaleString(language(), { ...(!isToday && { dateStyle: 'short' }), timeStyle: 'short' });
}

/** Returns when the last service that refuses questions for now takes them again, in milliseconds since 1970. */
function limitedUntil(open: readonly ChatSession[], now: number): number | undefined {
  const ends = open.flatMap(({ transcript }) =>
    transcript.messages.slice(-2).flatMap(({ error }) => {
      const end =
        error?.code === 'rate-limited' && error.retryAt !== undefined ? Date.parse(error.retryAt) : Number.NaN;
      return end > now ? [end] : [];
    }),
  );
  return ends.length === 0 ? undefined : Math.max(...ends);
}
