import { askDirectly } from '../../chat/session/askDirectly.ts';
import type { Refusal } from '../../chat/session/sending.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { AskPort } from '../platform/services/askPort.ts';
import { refusalSentence } from '../platform/services/refusalSentence.ts';
import { maySend, type SendingParts } from './sendQuestion.ts';

/** Asks from elsewhere than a message field, of which nothing goes along. */
export function askElsewhere(parts: SendingParts): AskPort {
  const { sessions, composers, recent, prompts } = parts;
  /** What the page of a conversation shows by itself, and nobody else. */
  const unsaid = (session: ChatSession): Refusal | undefined => {
    if (!sessions.open.includes(session)) return 'closed';
    if (session.running) return 'running';
    return session.loading ? 'loading' : undefined;
  };
  return {
    mayAsk: async (session, question) => {
      if (await maySend(parts, session, question, ['file', 'focus'])) return true;
      const why = unsaid(session);
      if (why) void prompts.tell('info', refusalSentence(why));
      return false;
    },
    ask: async (session, question, signal) => {
      const state = () => ({
        open: sessions.open.includes(session),
        editing: composers.of(session).edit !== undefined,
      });
      const [asked] = await Promise.all([
        askDirectly(session, question, { state, sendConsent: 'given' }, signal),
        recent.use({ connectionId: session.connectionId, assistantId: session.assistant.id }),
      ]);
      return asked;
    },
  };
}
