import { exportThread as exportMarkdown } from '../chat/exportThread.ts';
import type { Message, Thread } from '../chat/model.ts';
import { own } from '../chat/own.ts';
import { openUntitled } from './answerEdits.ts';
import type { Parts } from './parts.ts';
import { language, t } from './platform/words.ts';
import { sayNoThread, threadFrom } from './threadArgument.ts';

type Needed = Pick<Parts, 'providers' | 'directory' | 'sessions' | 'prompts'>;

/** Opens the shown conversation as a Markdown document, with its sources. */
export async function exportThread(parts: Needed, argument: unknown): Promise<void> {
  const node = threadFrom(argument);
  const thread = node?.thread ?? parts.sessions.shown?.thread;
  if (!thread) return void sayNoThread(parts);
  const open = parts.sessions.find(thread);
  const shown = open && !open.transcript.hasOlder && !open.loading ? open.transcript.messages : undefined;
  const messages = shown ?? (await readMessages(parts, thread));
  const assistant = await parts.directory.find(thread.connectionId, thread.assistantId);
  const isDemo = parts.providers.connection(thread.connectionId)?.provider === 'demo';
  const states: Partial<Record<Message['state'], string>> = {
    stopped: t('stopped'),
    interrupted: t('interrupted'),
    failed: t('failed'),
    empty: t('not answered'),
    unknown: t('perhaps not sent'),
  };
  await openUntitled(
    exportMarkdown(isDemo ? messages.map(withoutOther) : messages, {
      title: thread.title,
      assistant: assistant.name,
      connection: parts.providers.connection(thread.connectionId)?.label ?? thread.connectionId,
      you: t('You'),
      sources: t('Sources'),
      details: t('Appendix: further data of the service'),
      detailsAre: t('Sent with the answers; for your records and for questions to the service.'),
      notices: noticesOf,
      aiNotice: isDemo
        ? t('Answers in this document were found in the guide of Expert Assistants.')
        : t('Answers in this document were written by an AI assistant.'),
      state: (message) => own(states, message.state) ?? '',
      time: (iso) => new Date(iso).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' }),
    }),
    'markdown',
  );
}

/** The demo's metadata are made up. */
function withoutOther({ details: { other: _, ...details } = {}, ...message }: Message): Message {
  return { ...message, details };
}

function noticesOf({ details }: Message): readonly string[] {
  const tools = details?.toolCalls ?? [];
  const legalAdvice = t(
    'The service takes this question as asking for legal advice. The answer is general information; it does not replace advice on the individual case.',
  );
  return [
    ...(details?.legalAdvice === true ? [legalAdvice] : []),
    ...(tools.length > 0
      ? [t('The assistant wanted to use a tool that this extension does not run: {0}', tools.join(', '))]
      : []),
  ];
}

async function readMessages({ providers }: Needed, thread: Thread): Promise<readonly Message[]> {
  const provider = providers.of(thread.connectionId);
  const signal = AbortSignal.timeout(120_000);
  let messages: readonly Message[] = [];
  let cursor: string | undefined;
  do {
    const page = await provider.listMessages(thread, cursor, signal);
    messages = [...page.items, ...messages];
    cursor = page.cursor;
  } while (cursor !== undefined);
  return messages;
}
