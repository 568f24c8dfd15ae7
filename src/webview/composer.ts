import type { ThreadEvent } from '../chat/transcript.ts';
import type { ChatState } from '../protocol.ts';
import { createAttachButton } from './attachButton.ts';
import { contextList } from './chips.ts';
import { createComposerHint } from './composerHint.ts';
import { element, setText } from './dom.ts';
import { createDraft } from './draft.ts';
import { listenToDrops } from './dropZone.ts';
import { createFileChip } from './fileChip.ts';
import type { Saved } from './host.ts';
import type { Page } from './page.ts';
import { createSendButton } from './sendButton.ts';
import { sends } from './sendKey.ts';
import { insertText } from './typing.ts';

export interface Composer {
  readonly element: HTMLElement;
  /** `untold`: the host does not know this draft yet. */
  readonly open: (sessionId: string | undefined, draft: string, untold: boolean) => void;
  readonly heard: (event: ThreadEvent) => void;
  readonly setDraft: (text: string) => void;
  /** The host did not take the question: it may be sent again. */
  readonly notSent: () => void;
  readonly draft: () => Pick<Saved, 'draft' | 'draftPending'>;
  readonly flush: () => void;
  /** Puts a text in, as if typed: it can be undone. */
  readonly fill: (text: string) => void;
  readonly focus: () => void;
  readonly paint: (state: ChatState | undefined) => void;
}

/** Where the question is written. It empties only when the host has taken the question over. */
export function createComposer(page: Page, onChange: () => void): Composer {
  const { labels, post } = page;
  const banner = element('p', { class: 'banner', dir: 'auto', hidden: true });
  const file = createFileChip(page, () => {
    const sessionId = state?.head.session?.id;
    if (sessionId !== undefined) post({ type: 'remove-file', sessionId });
  });
  const context = contextList(labels, labels.context, (id) => post({ type: 'remove-context', id }), file);
  const attach = createAttachButton(page);
  const hint = createComposerHint(page, 'composer-hint');
  const input = element('textarea', {
    'aria-label': labels.message,
    'aria-describedby': 'composer-hint',
    rows: '1',
    dir: 'auto',
    'data-vscode-context': JSON.stringify({ webviewSection: 'composer', preventDefaultContextMenuItems: false }),
  });
  const button = createSendButton(page, { send, stop, tick: () => paintSending() });
  const draft = createDraft(page, onChange);
  let state: ChatState | undefined;
  /** What was sent and is not confirmed yet. */
  let sent: string | undefined;
  let awaiting = false;

  function paintSending(): void {
    button.paint(state, input.value);
    hint.paint(state, input.value);
  }

  function send(): void {
    const session = state?.head.session;
    if (!state || !session || awaiting || !button.maySend()) return;
    draft.flush();
    sent = input.value;
    awaiting = true;
    post({ type: 'send', sessionId: session.id, text: sent, contextIds: state.head.context.map(({ id }) => id) });
    input.focus();
    onChange();
  }

  function stop(): void {
    const session = state?.head.session;
    if (session && state?.transcript.running) post({ type: 'stop', sessionId: session.id });
  }

  input.addEventListener('input', () => {
    // Whoever writes on may send again, should the host not have taken the question.
    awaiting = false;
    draft.typed(input.value);
    paintSending();
    onChange();
  });
  input.addEventListener('keydown', (event) => {
    if (!state || !sends(event, state.head.sendKey)) return;
    event.preventDefault();
    if (!event.repeat) send();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) stop();
  });
  listenToDrops(page, () => state);
  input.addEventListener('blur', draft.flush);
  window.addEventListener('pagehide', draft.flush);

  const setValue = (text: string) => {
    sent = undefined;
    awaiting = false;
    input.value = text;
    paintSending();
    onChange();
  };

  return {
    element: element(
      'div',
      { class: 'composer' },
      banner,
      element(
        'div',
        { class: 'box' },
        context.element,
        input,
        element('div', { class: 'box-end' }, attach.element, hint.element, button.element),
      ),
    ),
    open: (sessionId, text, untold) => {
      draft.open(sessionId);
      if (untold) draft.typed(text);
      setValue(text);
    },
    heard: (event) => {
      if (event.type !== 'question-added' || sent === undefined) return;
      // What was typed behind it since then stays.
      setValue(input.value.startsWith(sent) ? input.value.slice(sent.length) : input.value);
    },
    setDraft: setValue,
    notSent: () => {
      sent = undefined;
      awaiting = false;
    },
    draft: () => ({ draft: input.value, draftPending: draft.pending() }),
    flush: draft.flush,
    fill: (text) => insertText(input, text),
    focus: () => input.focus(),
    paint: (next) => {
      state = next;
      const head = next?.head;
      setText(banner, head?.session?.banner ?? '');
      banner.hidden = head?.session?.banner === undefined;
      context.update(head?.context ?? [], head?.file);
      attach.paint(next);
      input.disabled = head?.session === undefined;
      input.placeholder = input.disabled ? labels.composerDisabled : labels.messagePlaceholder;
      paintSending();
    },
  };
}
