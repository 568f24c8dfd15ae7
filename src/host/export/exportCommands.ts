import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Message } from '../../chat/model/model.ts';
import { lastAnswer } from '../../chat/model/transcript.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { Prompts } from '../platform/prompts.ts';
import { sayNoThread, threadFrom } from '../platform/threadArgument.ts';
import { t } from '../platform/words.ts';
import { pickForm } from './exportForms.ts';
import { assistantName, headOf } from './exportHead.ts';
import type { OpenParts } from './openExport.ts';
import { type Readings, readThread } from './readThread.ts';
import { saveExport } from './saveExport.ts';

interface Needed {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly prompts: Prompts;
}

/** Shows a conversation that was exported as JSON. */
export async function openExport(parts: OpenParts): Promise<void> {
  await (await import('./openExport.ts')).openExport(parts);
}

type ExportedSession = NonNullable<Pages['active']>;

/** Exports the shown conversation, or the one that a list names. */
export async function exportThread(parts: Needed, argument: unknown): Promise<void> {
  const node = threadFrom(argument);
  const thread = node?.thread ?? parts.pages.active?.thread;
  if (!thread) return void sayNoThread(parts);
  const form = await pickForm(parts, t('Export “{0}” as', thread.title));
  if (!form) return;
  const readings = await readThread(parts, thread);
  if (!readings) return;
  const { greeting, metadataLabels: labels } =
    parts.sessions.find(thread)?.assistant ??
    parts.directory.known(thread.connectionId).find(({ id }) => id === thread.assistantId) ??
    {};
  const head = headOf(parts, thread, assistantName(parts, thread, node?.parent));
  await saveExport(parts, form, { ...head, ...(greeting !== undefined && { greeting }), labels, ...readings });
}

/** Exports the last answer of the shown conversation. */
export async function exportAnswer(parts: Needed): Promise<void> {
  const session = parts.pages.active;
  const answer = lastAnswer(session?.transcript);
  if (session && answer && answer.text.trim() !== '') await exportAnswerOf(parts, session, answer);
  else void parts.prompts.tell('info', t('There’s no answer yet.'));
}

/** Exports one answer alone: its question may be nobody else’s business. */
export async function exportAnswerOf(
  parts: Pick<Needed, 'providers' | 'prompts'>,
  { thread, connectionId, assistant }: Pick<ExportedSession, 'thread' | 'connectionId' | 'assistant'>,
  answer: Message,
): Promise<void> {
  const form = await pickForm(parts, t('Export the answer as'));
  if (!form) return;
  const named = thread ?? { connectionId, assistantId: assistant.id, title: assistant.name };
  const readings: Readings = { messages: [answer], isWhole: true };
  await saveExport(parts, form, {
    ...headOf(parts, named, assistant.name),
    labels: assistant.metadataLabels,
    ...readings,
  });
}
