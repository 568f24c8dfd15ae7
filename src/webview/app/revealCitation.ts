import type { CitationPlace } from '../../protocol.ts';
import type { Conversation } from '../thread/conversation.ts';

/** Leads to the first place in an answer that names a source, or to the source below it when the text names it nowhere. */
export function revealCitation(conversation: Conversation, { messageId, sourceId }: CitationPlace): void {
  const article = conversation.article(messageId);
  const id = CSS.escape(sourceId);
  const place =
    article?.querySelector<HTMLElement>(`.markdown [data-citation="${id}"]`) ??
    article?.querySelector<HTMLElement>(`[data-source="${id}"]`);
  if (!place) return;
  conversation.reveal(place);
  place.focus({ preventScroll: true });
}
