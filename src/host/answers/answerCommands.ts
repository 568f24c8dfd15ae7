import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Assistant, Message, Thread } from '../../chat/model/model.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { AnswerAction, FromWebview } from '../../protocol.ts';
import type { AnswerDocuments } from '../documents/answerDocuments.ts';
import type { UsedAnswer } from '../documents/insertAnswer.ts';
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

/** The conversation that an answer is in. */
interface Asked {
  readonly assistant: Assistant;
  readonly thread: Thread | undefined;
}

/** A command for one answer, with whom it is credited to. */
function withAnswer(action: (parts: Needed, answer: UsedAnswer) => Promise<void>) {
  return async (parts: Needed, argument: unknown): Promise<void> => {
    const answer = await answerFrom(parts, argument);
    const node = threadFrom(argument);
    const { active } = parts.pages;
    const [assistant, thread] = node ? [node.parent.assistant, node.thread] : [active?.assistant, active?.thread];
    if (answer && answer.text.trim() !== '') await action(parts, usedAnswer(answer, assistant, thread));
    else void parts.prompts.tell('info', t('There’s no answer yet.'));
  };
}

function usedAnswer(answer: Message, assistant: Assistant | undefined, thread: Thread | undefined): UsedAnswer {
  if (!assistant) return { answer };
  const { id, name, poweredBy } = assistant;
  const credit = poweredBy !== undefined && { poweredBy };
  const by = thread && { connectionId: thread.connectionId };
  // Nothing of another user's conversation is stored here.
  const from = thread && !thread.isOthers && { from: { thread, assistant: { id, name, ...credit } } };
  return { answer, ...credit, ...by, ...from };
}

export const insertAnswer = withAnswer(({ answers }, answer) => answers.use('insertAtCursor', answer));
export const appendAnswer = withAnswer(({ answers }, answer) => answers.use('append', answer));
export const replaceSelectionWithAnswer = withAnswer(({ answers }, answer) => answers.use('replaceSelection', answer));
export const openAnswerInNewDocument = withAnswer(({ answers }, answer) => answers.use('openNew', answer));
export const previewAnswerAsDiff = withAnswer(({ answers }, answer) => answers.preview(answer));
export const copyAnswer = withAnswer(({ answers }, answer) => answers.copy(answer));

/** Carries out an action on an answer of the page. */
export async function useAnswer(
  { answers }: { readonly answers: AnswerDocuments },
  action: Exclude<AnswerAction, 'export' | 'compare'>,
  message: Message,
  { assistant, thread }: Asked,
): Promise<void> {
  const used = usedAnswer(message, assistant, thread);
  switch (action) {
    case 'copy':
      return answers.copy(used);
    case 'insert':
      return answers.use('insertAtCursor', used);
    case 'replace':
      return answers.use('replaceSelection', used);
    case 'new-document':
      return answers.use('openNew', used);
    default:
      return action satisfies never;
  }
}

/** A part of an answer that is selected on the page goes to the cursor, with the sources that it names. */
export async function usePart(
  { answers }: { readonly answers: AnswerDocuments },
  message: Message,
  { assistant, thread }: Asked,
  text: string,
): Promise<void> {
  const { partOf } = await import('../../chat/text/citations/selectedPart.ts');
  await answers.insertPart(usedAnswer(partOf(message, text), assistant, thread), text);
}

/** Carries out an action on a block of code in an answer of the page. */
export async function useCode(
  { answers }: { readonly answers: AnswerDocuments },
  { text }: Message,
  { action, firstLine, lastLine }: Extract<FromWebview, { type: 'code' }>,
): Promise<void> {
  const [{ codeAt }, { markdownOf }] = await Promise.all([
    import('../../chat/text/codeBlocks.ts'),
    import('../../chat/text/structuredResult.ts'),
  ]);
  const code = codeAt(markdownOf(text), firstLine, lastLine);
  if (code !== '') await (action === 'copy' ? answers.copyCode(code) : answers.insertText(code));
}

/** Puts the answer that a comparison shows into the document. */
export async function acceptAnswer({ answers }: { readonly answers: AnswerDocuments }, uri: unknown): Promise<void> {
  await (await answers.comparisons()).accept(uri);
}

export async function discardAnswer({ answers }: { readonly answers: AnswerDocuments }, uri: unknown): Promise<void> {
  await (await answers.comparisons()).discard(uri);
}

/** Shows the place in the answer that names a source of the list. */
export async function showInAnswer({ views }: { readonly views: ChatPort }, argument: unknown): Promise<void> {
  const { messageId, source } = (argument ?? {}) as { messageId?: unknown; source?: { id?: unknown } };
  if (typeof messageId === 'string' && typeof source?.id === 'string')
    await views.focus({ messageId, sourceId: source.id });
}
