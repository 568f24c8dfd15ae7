import type { Drafts } from '../../chat/composer/drafts.ts';
import type { ContextChips } from '../../chat/composer/passages.ts';
import type { QuestionEdit, QuestionEdits } from '../../chat/composer/questionEdits.ts';
import type { ContextItem } from '../../chat/model/model.ts';
import { lastQuestion } from '../../chat/model/transcript.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { Prompts } from '../platform/prompts.ts';
import { t } from '../platform/words.ts';

interface Needed {
  readonly edits: QuestionEdits;
  readonly drafts: Drafts;
  readonly chips: ContextChips;
  readonly views: ChatPort;
  readonly prompts: Prompts;
}

/** Puts the last question back into the composer, to be changed. Nothing else happens until it is sent. */
export async function editQuestion(
  { edits, drafts, chips, views, prompts }: Needed,
  session: ChatSession,
  messageId: string,
): Promise<void> {
  const mayEdit = () =>
    lastQuestion(session.transcript)?.id === messageId && !session.running && edits.of(session) === undefined;
  if (!mayEdit()) return;
  if (!(await drafts.putAside(session))) {
    void prompts.tell('info', t('Another window is changing this question. Send or cancel the change there first.'));
    return;
  }
  const question = lastQuestion(session.transcript);
  if (!question || !mayEdit()) return void drafts.endAside(session);
  edits.begin(session, { messageId });
  fill({ drafts, views }, session, question.text);
  chips.set(session, question.context);
}

/** Gives the change up: the composer is as it was before. */
export function cancelEdit({ edits, drafts, chips, views }: Needed, session: ChatSession): void {
  if (!edits.end(session)) return;
  const aside = drafts.endAside(session);
  if (!aside) return;
  fill({ drafts, views }, session, aside.text);
  chips.set(session, aside.passages);
}

/** Another question took the place of the one that was being changed: what was written stays, with what stood there before. */
export function keepBoth(
  { drafts, chips, views }: Pick<Needed, 'drafts' | 'chips' | 'views'>,
  session: ChatSession,
  { messageId }: QuestionEdit,
): void {
  const question = session.transcript.messages.find(({ id }) => id === messageId);
  const written = drafts.get(session);
  const { text: draft = '', passages: context = [] } = drafts.endAside(session) ?? {};
  const changed = written.trim() === question?.text.trim() ? '' : written;
  const text = [changed, draft].filter((part) => part.trim() !== '').join('\n\n');
  drafts.set(session, text);
  views.tell({ type: 'draft', sessionId: session.id, text });
  const added = chips.of(session).filter(({ id }) => !has(question?.context, id) && !has(context, id));
  chips.set(session, [...context, ...added]);
}

function has(items: readonly ContextItem[] = [], id: string): boolean {
  return items.some((item) => item.id === id);
}

/** Puts a text into the composer, with the cursor. */
export function fill({ drafts, views }: Pick<Needed, 'drafts' | 'views'>, session: ChatSession, text: string): void {
  drafts.set(session, text);
  views.tell({ type: 'draft', sessionId: session.id, text });
  views.tell({ type: 'focus', target: 'input' });
}
