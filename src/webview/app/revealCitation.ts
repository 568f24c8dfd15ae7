import type { CitationPlace } from '../../protocol.ts';
import type { Conversation } from '../thread/conversation.ts';

/** Shows the first place in an answer that names a source, or the source below it when the text names it nowhere. @returns it */
export function revealCitation(
  conversation: Conversation,
  { messageId, sourceId }: CitationPlace,
): HTMLElement | undefined {
  const article = conversation.article(messageId);
  const id = CSS.escape(sourceId);
  const place =
    article?.querySelector<HTMLElement>(`.markdown [data-citation="${id}"]`) ??
    article?.querySelector<HTMLElement>(`[data-source="${id}"]`);
  if (place) conversation.reveal(place);
  return place ?? undefined;
}
