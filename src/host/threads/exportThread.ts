import { own } from '../../base/ownProperty.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Message, Thread } from '../../chat/model/model.ts';
import { factsOf } from '../../chat/model/vendors.ts';
import { pages } from '../../chat/ports/pages.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import { openUntitled } from '../documents/insertAnswer.ts';
import { cancellable } from '../platform/background.ts';
import { sourcesLeftOut, toolNames } from '../platform/format.ts';
import type { Prompts } from '../platform/prompts.ts';
import { sayNoThread, threadFrom } from '../platform/threadArgument.ts';
import { whereAnswersComeFrom } from '../platform/vendorWords.ts';
import { language, t, whole } from '../platform/words.ts';

/** Most pages of a conversation that are exported, and the most characters of its messages. */
const mostRead = 500;
const longestRead = 2 ** 25;
/** Longest that a conversation is read, in milliseconds. */
const patience = 120_000;

/** What was read of a conversation. */
interface Readings {
  readonly messages: readonly Message[];
  /** Whether its oldest message is among them. */
  readonly isWhole: boolean;
}

interface Needed {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly prompts: Prompts;
}

/** Opens the shown conversation as a Markdown document, with its sources. */
export async function exportThread(parts: Needed, argument: unknown): Promise<void> {
  const node = threadFrom(argument);
  const thread = node?.thread ?? parts.pages.active?.thread;
  if (!thread) return void sayNoThread(parts);
  const open = parts.sessions.find(thread);
  const isShown = open && !open.transcript.hasOlder && !open.loading;
  const reading = { title: t('Loading the conversation “{0}”…', thread.title) };
  const read = isShown
    ? { value: { messages: open.transcript.messages, isWhole: true } }
    : await cancellable(parts, reading, (signal) => readMessages(parts, thread, signal));
  if (read === 'cancelled') return;
  const { messages, isWhole } = read.value;
  const known = parts.directory.known(thread.connectionId).find(({ id }) => id === thread.assistantId);
  // Its name is all that is needed: one that was withdrawn keeps no conversation from being exported.
  const assistant = open?.assistant ?? node?.parent.assistant ?? known;
  const connection = parts.providers.connection(thread.connectionId);
  const isMadeUp = connection !== undefined && factsOf(connection).isLocal;
  const states: Partial<Record<Message['state'], string>> = {
    stopped: t('stopped'),
    interrupted: t('interrupted'),
    failed: t('failed'),
    empty: t('not answered'),
    unknown: t('may not have been sent'),
  };
  // It holds a parser, which is large.
  const { exportThread: exportMarkdown } = await import('../../chat/text/threadMarkdown.ts');
  const text = exportMarkdown(isMadeUp ? messages.map(withoutOther) : messages, {
    title: thread.title,
    assistant: assistant?.name ?? thread.assistantId,
    connection: connection?.name ?? thread.connectionId,
    you: t('You'),
    sources: t('Sources'),
    moreSources: sourcesLeftOut,
    shortened: t('shortened'),
    details: t('Appendix: Additional data from the service'),
    detailsAre: t('Additional data returned by the service, for your records and for support.'),
    notices: noticesOf,
    ...(!isWhole && {
      lacks: t('Older messages of this conversation weren’t loaded. It’s too long to be exported as a whole.'),
    }),
    aiNotice: whereAnswersComeFrom(connection),
    contextLost: t('The service no longer remembers the messages above.'),
    state: (message) => own(states, message.state) ?? '',
    time: (iso) => new Date(iso).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' }),
  });
  const { agreedToHidden } = await import('../documents/hiddenText.ts');
  if (await agreedToHidden(parts, text)) await openUntitled(text, 'markdown');
}

/** The demo's metadata are made up. */
function withoutOther({ details: { other: _, ...details } = {}, ...message }: Message): Message {
  return { ...message, details };
}

function noticesOf({ details }: Message): readonly string[] {
  const tools = details?.toolCalls ?? [];
  const legalAdvice = t(
    'The service classified this as a request for legal advice. The answer is general information and doesn’t replace advice on your case.',
  );
  return [
    ...(details?.legalAdvice === true ? [legalAdvice] : []),
    ...(tools.length > 0
      ? [t('The assistant requested a tool that isn’t supported: {0}', whole(toolNames(tools, details?.moreToolCalls)))]
      : []),
  ];
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
