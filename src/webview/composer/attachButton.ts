import type { ChatState } from '../../protocol.ts';
import { element, iconButton } from '../dom/dom.ts';
import type { Page } from '../dom/page.ts';

export interface AttachButton {
  readonly element: HTMLElement;
  readonly paint: (state: ChatState | undefined) => void;
}

/** Attaches a file, for assistants that take one. A conversation takes only one. */
export function createAttachButton({ labels, post }: Page): AttachButton {
  let sessionId: string | undefined;
  const button = iconButton('attach', labels.attachFile, () => {
    if (sessionId !== undefined && button.ariaDisabled !== 'true') post({ type: 'attach-file', sessionId });
  });
  const box = element('div', { class: 'attach', hidden: true }, button);

  const paint = (state: ChatState | undefined) => {
    const session = state?.head.session;
    sessionId = session?.id;
    box.hidden = !takesFiles(state);
    const taken = state !== undefined && hasFile(state);
    // Not `disabled`: the reason is to be heard and seen by those who come to it.
    button.ariaDisabled = String(taken);
    button.title = taken ? labels.attachTaken : labels.attachHint;
    button.ariaDescription = button.title;
  };
  return { element: box, paint };
}

export function takesFiles(state: ChatState | undefined): boolean {
  return state?.head.session?.assistant.features?.includes('files') === true;
}

function hasFile({ head, transcript }: ChatState): boolean {
  return head.file !== undefined || transcript.messages.some(({ attachment }) => attachment !== undefined);
}
