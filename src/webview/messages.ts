import type { ChatState, FocusTarget } from '../protocol.ts';
import { element, textButton } from './dom.ts';
import { createMessage, type MessageView } from './message.ts';
import type { Page } from './page.ts';

export interface Messages {
  /** The nodes of the transcript, in order; a message that did not change keeps its node untouched. */
  readonly paint: (state: ChatState, silentSeconds: number | undefined) => readonly HTMLElement[];
  readonly focus: (target: Exclude<FocusTarget, 'input'>) => void;
}

/** One view for each message, by its id. */
export function createMessages(page: Page): Messages {
  const { labels } = page;
  let sessionId: string | undefined;
  let views = new Map<string, MessageView>();
  let lastAnswerId: string | undefined;
  let olderThan: string | undefined;
  const older = textButton(labels.loadOlder, () => {
    if (sessionId === undefined) return;
    older.disabled = true;
    page.post({ type: 'load-older', sessionId });
  });
  older.classList.add('load-older');
  const lost = element('p', { class: 'marker', role: 'note' }, labels.contextLost);

  const paint = (state: ChatState, silentSeconds: number | undefined) => {
    const { head, transcript } = state;
    if (head.session?.id !== sessionId) views = new Map();
    sessionId = head.session?.id;
    const kept = new Map<string, MessageView>();
    const nodes: HTMLElement[] = transcript.hasOlder ? [older] : [];
    // The button waits until something came of it.
    if (olderThan !== transcript.messages[0]?.id) older.disabled = false;
    olderThan = transcript.messages[0]?.id;
    transcript.messages.forEach((message, index) => {
      const view = views.get(message.id) ?? createMessage(page, message);
      const isLast = index === transcript.messages.length - 1;
      view.update({ message, head, isLast, silentSeconds: isLast ? silentSeconds : undefined });
      kept.set(message.id, view);
      if (transcript.contextLostBefore === message.id) nodes.push(lost);
      nodes.push(view.element);
    });
    views = kept;
    lastAnswerId = transcript.messages.findLast((message) => message.role === 'assistant')?.id;
    return nodes;
  };

  const focus = (target: Exclude<FocusTarget, 'input'>) => {
    const answer = views.get(lastAnswerId ?? '')?.element;
    const source = target === 'sources' ? answer?.querySelector<HTMLElement>('.sources button') : undefined;
    (source ?? answer)?.focus();
  };

  return { paint, focus };
}
