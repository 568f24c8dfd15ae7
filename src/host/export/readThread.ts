import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Message, Thread } from '../../chat/model/model.ts';
import { pages } from '../../chat/ports/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import { cancellable } from '../platform/background.ts';
import type { Prompts } from '../platform/prompts.ts';
import { t } from '../platform/words.ts';

/** Most pages of a conversation that are exported, and the most characters of its messages. */
const mostRead = 500;
const longestRead = 2 ** 25;
/** Longest that a conversation is read, in milliseconds. */
const patience = 120_000;

/** The messages that were read of a conversation. */
export interface Readings {
  readonly messages: readonly Message[];
  /** Whether its oldest message is among them. */
  readonly isWhole: boolean;
}

interface Needed {
  readonly providers: Providers;
  readonly sessions: SessionRegistry;
  readonly prompts: Prompts;
}

/** The messages of a conversation: as they are shown, where all of them are, else read anew; undefined when that is cancelled. */
export async function readThread(parts: Needed, thread: Thread): Promise<Readings | undefined> {
  const open = parts.sessions.find(thread);
  if (open && !open.transcript.hasOlder && !open.loading) return { messages: open.transcript.messages, isWhole: true };
  const reading = { title: t('Loading the conversation “{0}”…', thread.title) };
  const read = await cancellable(parts, reading, (signal) => readMessages(parts, thread, signal));
  return read === 'cancelled' ? undefined : read.value;
}

/** The conversation from its newest page back, as far as it can be read in time. */
async function readMessages({ providers }: Needed, thread: Thread, signal: AbortSignal): Promise<Readings> {
  const provider = await providers.of(thread.connectionId);
  const read = (cursor: string | undefined, limited: AbortSignal) => provider.listMessages(thread, cursor, limited);
  const items: (readonly Message[])[] = [];
  let isWhole = false;
  let length = 0;
  const limits = { most: mostRead, deadline: patience, signal };
  for await (const page of pages(read, limits)) {
    items.push(page.items);
    isWhole = page.cursor === undefined;
    length = page.items.reduce((sum, { text }) => sum + text.length, length);
    if (length > longestRead) break;
  }
  return { messages: items.reverse().flat(), isWhole };
}
