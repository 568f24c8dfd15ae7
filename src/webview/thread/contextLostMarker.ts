import { lastQuestion } from '../../chat/model/transcript.ts';
import type { ChatState } from '../../protocol.ts';
import { element, textButton } from '../dom/dom.ts';
import type { Page } from '../dom/page.ts';

export interface LostMarker {
  readonly element: HTMLElement;
  readonly update: (state: ChatState) => void;
}

/** Stands where the vendor's memory ends; while that is before the last question, it can be asked with a recap. */
export function createContextLostMarker({ labels, post }: Page): LostMarker {
  let sessionId: string | undefined;
  const recap = textButton(labels.recap, () => {
    if (sessionId !== undefined) post({ type: 'recap', sessionId });
  });
  const marker = element('div', { class: 'marker', role: 'note' }, element('p', {}, labels.contextLost), recap);

  const update = ({ head, transcript }: ChatState) => {
    sessionId = head.session?.id;
    const last = lastQuestion(transcript);
    recap.hidden = transcript.running || last?.id !== transcript.contextLostBefore;
  };
  return { element: marker, update };
}
