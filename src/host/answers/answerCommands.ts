import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Message } from '../../chat/model/model.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { AnswerAction, FromWebview } from '../../protocol.ts';
import type { AnswerDocuments } from '../documents/answerDocuments.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { Prompts } from '../platform/prompts.ts';
import { threadFrom } from '../platform/threadArgument.ts';
import { t } from '../platform/words.ts';
import { answerFrom } from './answerArgument.ts';

interface Needed {
  readonly pages: Pages;
  readonly providers: Providers;
  readonly sessions: SessionRegistry;
  readonly answers: AnswerDocuments;
  readonly prompts: Prompts;
}

/** A command for one answer, with whom it is credited to. */
function withAnswer(action: (parts: Needed, answer: Message, poweredBy: string | undefined) => Promise<void>) {
  return async (parts: Needed, argument: unknown): Promise<void> => {
    const answer = await answerFrom(parts, argument);
    const { poweredBy } = threadFrom(argument)?.parent.assistant ?? parts.pages.active?.assistant ?? {};
    if (answer && answer.text.trim() !== '') await action(parts, answer, poweredBy);
    else void parts.prompts.tell('info', t('There’s no answer yet.'));
  };
}

export const insertAnswer = withAnswer(({ answers }, answer) => answers.insert(answer));
export const replaceSelectionWithAnswer = withAnswer(({ answers }, answer) => answers.replaceSelection(answer));
export const openAnswerInNewDocument = withAnswer(({ answers }, answer, by) => answers.openNew(answer, by));
export const previewAnswerAsDiff = withAnswer(({ answers }, answer, by) => answers.preview(answer, by));
export const copyAnswer = withAnswer(({ answers }, answer) => answers.copy(answer));

/** What the person wants done with an answer of the page. */
export async function useAnswer(
  { answers }: { readonly answers: AnswerDocuments },
  action: AnswerAction,
  message: Message,
  poweredBy: string | undefined,
): Promise<void> {
  switch (action) {
    case 'copy':
      return answers.copy(message);
    case 'insert':
      return answers.insert(message);
    case 'replace':
      return answers.replaceSelection(message);
    case 'new-document':
      return answers.openNew(message, poweredBy);
    default:
      return action satisfies never;
  }
}

/** What the person wants done with a block of code in an answer of the page. */
export async function useCode(
  { answers }: { readonly answers: AnswerDocuments },
  { text }: Message,
  { action, firstLine, lastLine }: Extract<FromWebview, { type: 'code' }>,
): Promise<void> {
  const { codeAt } = await import('../../chat/text/codeBlocks.ts');
  const code = codeAt(text, firstLine, lastLine);
  if (code !== '') await (action === 'copy' ? answers.copyCode(code) : answers.insertCode(code));
}

/** From a source back to the place in the answer that names it. */
export async function showInAnswer({ views }: { readonly views: ChatPort }, argument: unknown): Promise<void> {
  const { messageId, source } = (argument ?? {}) as { messageId?: unknown; source?: { id?: unknown } };
  if (typeof messageId === 'string' && typeof source?.id === 'string')
    await views.focus({ messageId, sourceId: source.id });
}
