import type { FromWebview } from '../protocol.ts';
import type { Parts } from './parts.ts';

/** Shows a conversation with the assistant that was chosen on the page; what was typed beside its name goes along. */
export async function chooseAssistant(
  { directory, sessions, drafts, chips, views }: Pick<Parts, 'directory' | 'sessions' | 'drafts' | 'chips' | 'views'>,
  { connectionId, assistantId, carry }: Extract<FromWebview, { type: 'choose' }>,
): Promise<void> {
  const assistant = await directory.find(connectionId, assistantId);
  const from = sessions.open.find(({ id }) => id === carry?.sessionId);
  const session = carry ? sessions.startEmpty(connectionId, assistant) : sessions.start(connectionId, assistant);
  if (!carry || !from || from === session) return;
  drafts.set(session, [drafts.get(session), carry.text].filter((text) => text !== '').join('\n\n'));
  // While the assistant was looked for, more may have been typed.
  if (drafts.get(from).trim() !== carry.text) return views.showState();
  drafts.set(from, '');
  chips.set(session, [...chips.of(session), ...chips.of(from)]);
  chips.set(from, []);
  views.showState();
}
