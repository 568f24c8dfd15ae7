import type { AssistantKey } from '../../chat/model/model.ts';
import type { ThreadEvent } from '../../chat/model/transcript.ts';
import type { ChatState, SlashCommand } from '../../protocol.ts';
import { contextList } from '../dom/contextChips.ts';
import { element, iconButton } from '../dom/dom.ts';
import { createFileChip } from '../dom/fileChip.ts';
import { setVisibleText } from '../dom/invisibleCharacters.ts';
import type { Page } from '../dom/page.ts';
import { createAttachButton } from './attachButton.ts';
import { createEditBar, createQueuedBar } from './bars.ts';
import { createSendLater } from './deferredSend.ts';
import { createDraft } from './draftSync.ts';
import { listenToDrops } from './fileDrop.ts';
import { createComposerHint } from './hint.ts';
import { appendText, forgetHistory, insertText, type } from './insertText.ts';
import { sendBlock } from './sendBlocker.ts';
import { createSendButton } from './sendButton.ts';
import { sends } from './sendKey.ts';
import { createSuggestions } from './suggest/suggestions.ts';
import { watchTyping } from './typingState.ts';

export interface Composer {
  readonly element: HTMLElement;
  /** Another conversation, or this one anew: what is typed and sent from now on belongs to it, painted or not. */
  readonly open: (next: ChatState) => void;
  readonly heard: (event: ThreadEvent) => void;
  readonly setDraft: (text: string) => void;
  /** Shows the draft as it is elsewhere; whoever is typing here knows better. */
  readonly setExternalDraft: (text: string, seenRevision: number) => void;
  /** The host did not take the question: it may be sent again. */
  readonly notSent: () => void;
  /** Puts a text in, as if typed: it can be undone. */
  readonly fill: (text: string) => void;
  /** Sends a text in place of what stands there. */
  readonly ask: (text: string) => void;
  /** Adds a text at the end, as if typed. */
  readonly append: (text: string) => void;
  readonly field: HTMLElement;
  readonly paint: (state: ChatState | undefined) => void;
}

/** The picker of the assistant: `shown` is the one that is shown as chosen, and the host asks no other. */
interface Asked {
  readonly element: HTMLElement;
  readonly shown: () => AssistantKey | undefined;
}

/**
 * Creates the composer: the message field, and who is asked. It empties only when the host has taken the question over.
 */
export function createComposer(page: Page, asked: Asked): Composer {
  const { labels, post, announce } = page;
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
  const queue = iconButton('add', labels.queue, send);
  const queued = createQueuedBar(page, () => input.focus());
  const editing = createEditBar(page, () => input.focus());
  const later = createSendLater(page, send);
  const draft = createDraft(page);
  const isTyping = watchTyping(input);
  const suggestions = createSuggestions(page, input, (suggestion, { start, end }) => {
    input.setSelectionRange(start, end);
    type(input, '');
    if ('command' in suggestion.chosen) runCommand(suggestion.chosen.command);
    else choose(suggestion.chosen);
  });
  let state: ChatState | undefined;
  /** The text that was sent and is not confirmed yet. */
  let sent: string | undefined;
  let awaiting = false;

  function paintSending(): void {
    button.paint(state, input.value);
    hint.paint(state, input.value);
    queue.hidden = !mayQueue();
  }

  function send(): void {
    const session = state?.head.session;
    if (!state || !session || awaiting) return;
    if (later.begin(state, input.value)) return;
    if (!(button.maySend() || mayQueue())) {
      const reason = sendBlock(state, input.value, labels);
      if (reason !== undefined) announce(reason);
      return;
    }
    sent = input.value;
    awaiting = true;
    const to = asked.shown() ?? { connectionId: session.connectionId, assistantId: session.assistant.id };
    const contextIds = state.head.context.map(({ id }) => id);
    post({ type: 'send', sessionId: session.id, to, text: sent, contextIds });
    input.focus();
  }

  /** Whether a question may wait for the answer that runs: one may. */
  function mayQueue(): boolean {
    return state?.transcript.running === true && state.head.queued === undefined && input.value.trim() !== '';
  }

  /** The host has the question: what was typed behind it since then stays. */
  function taken(question: string): void {
    // Sent from another page that shows the same.
    const isElsewhere = sent === undefined && input.value.trim() === question;
    if (isElsewhere) setValue('');
    if (sent === undefined) return;
    setValue(withoutSent(input.value, sent));
    // Also where undoing has emptied the field before: redoing would bring the question back.
    forgetHistory(input);
    draft.has(input.value);
  }

  function runCommand(command: SlashCommand): void {
    if (command === 'find') page.find();
    else if (command === 'stop') stop();
    else post({ type: 'run-command', command });
  }

  function choose(assistant: { readonly connectionId: string; readonly assistantId: string }): void {
    const session = state?.head.session;
    if (session?.connectionId === assistant.connectionId && session.assistant.id === assistant.assistantId) return;
    const text = input.value.trim();
    // It stays here until the host has it: the assistant may not be found.
    post({ type: 'choose', ...assistant, ...(session && text !== '' && { carry: { sessionId: session.id, text } }) });
  }

  function stop(): void {
    const session = state?.head.session;
    if (session && state?.transcript.running) post({ type: 'stop', sessionId: session.id });
  }

  input.addEventListener('input', () => {
    // Half a sentence must not go out by itself.
    later.cancel();
    draft.typed(input.value);
    paintSending();
  });
  input.addEventListener('blur', () => post({ type: 'draft-rests' }));
  input.addEventListener('keydown', (event) => {
    if (!state || !sends(event, state.head.sendKey)) return;
    event.preventDefault();
    if (!event.repeat) send();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    if (state?.transcript.running) stop();
    else if (event.target === input) editing.cancel();
  });
  listenToDrops(page, () => state);

  const placeholder = (shown: ChatState | undefined) =>
    shown?.transcript.running === true ? labels.queuePlaceholder : labels.messagePlaceholder;

  const setValue = (text: string) => {
    sent = undefined;
    awaiting = false;
    if (text !== input.value) {
      input.value = text;
      forgetHistory(input);
    }
    paintSending();
  };

  /** The next step, where nobody is asked yet. */
  const withoutAssistant = (next: ChatState | undefined) => {
    const isConnected = !next || next.head.loading || next.head.choices.length > 0 || next.head.obstacle !== undefined;
    return isConnected ? labels.composerDisabled : labels.composerUnconnected;
  };

  return {
    element: element(
      'div',
      { class: 'composer' },
      banner,
      queued.element,
      editing.element,
      later.element,
      element(
        'div',
        { class: 'box' },
        suggestions.element,
        context.element,
        input,
        hint.element,
        element('div', { class: 'box-end' }, attach.element, asked.element, queue, button.element),
      ),
    ),
    open: (next) => {
      state = next;
      const isNews = draft.open(next.head.session?.id);
      suggestions.close();
      const shown = isNews ? input.value : next.draft;
      if (shown === next.draft) {
        draft.takes(shown);
        draft.has(shown);
      } else draft.typed(shown);
      setValue(shown);
    },
    heard: (event) => {
      if (event.type === 'question-added') taken(event.text);
    },
    setDraft: (text) => {
      draft.takes(text);
      // As if typed, where a person is typing: what they had written can be had back by undoing, unless it was sent.
      if (document.activeElement === input && !awaiting) insertText(input, text);
      setValue(text);
    },
    setExternalDraft: (text, seenRevision) => {
      if (text === input.value && !draft.isBehind(seenRevision)) draft.takes(text);
      if (text === input.value) return;
      if (isTyping() || draft.isBehind(seenRevision)) {
        // What is on its way is no draft any more; what is typed behind it is told as soon as it is taken.
        if (!awaiting) draft.typed(input.value);
        return;
      }
      later.cancel();
      draft.takes(text);
      setValue(text);
    },
    notSent: () => {
      sent = undefined;
      awaiting = false;
    },
    fill: (text) => insertText(input, text),
    ask: (text) => {
      insertText(input, text);
      send();
    },
    append: (text) => appendText(input, text),
    field: input,
    paint: (next) => {
      const queuedBefore = state?.head.queued;
      state = next;
      const head = next?.head;
      if (head?.queued && !queuedBefore) taken(head.queued.text);
      queued.paint(next);
      suggestions.paint(next);
      editing.paint(next);
      setVisibleText(banner, head?.session?.banner ?? '');
      banner.hidden = head?.session?.banner === undefined;
      context.update(head?.context ?? [], head?.file);
      attach.paint(next);
      input.disabled = head?.session === undefined;
      input.placeholder = input.disabled ? withoutAssistant(next) : placeholder(next);
      paintSending();
      later.paint(next);
    },
  };
}

/**
 * Returns the text that was typed behind a question while it was on its way. The rest of the question itself that
 * undoing left goes with it.
 */
function withoutSent(text: string, sent: string): string {
  if (sent.startsWith(text)) return '';
  return text.startsWith(sent) ? text.slice(sent.length) : text;
}
