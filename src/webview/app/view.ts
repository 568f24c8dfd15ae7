import { lastQuestion, type ThreadEvent } from '../../chat/model/transcript.ts';
import type { ChatState, CitationPlace, ConversationAddress, FocusTarget, SessionHead } from '../../protocol.ts';
import { createComposer } from '../composer/composer.ts';
import { element } from '../dom/dom.ts';
import type { Host } from '../dom/host.ts';
import type { Page } from '../dom/page.ts';
import { createFind } from '../find/find.ts';
import { showRaw } from '../message/rawText.ts';
import { createConversation } from '../thread/conversation.ts';
import { createChooser } from './assistantPicker.ts';
import { applyFont } from './font.ts';
import { revealCitation } from './revealCitation.ts';
import { createTitleBar } from './titleBar.ts';

export interface View {
  readonly element: HTMLElement;
  /** The whole state came: another session, or this one again after the page was hidden. */
  readonly open: (state: ChatState) => void;
  readonly heard: (event: ThreadEvent) => void;
  readonly setDraft: (text: string) => void;
  readonly setExternalDraft: (text: string, seenRevision: number) => void;
  readonly notSent: () => void;
  /** What is to get the focus. A place in an answer is brought into view. */
  readonly placeOf: (target: FocusTarget | CitationPlace) => HTMLElement | undefined;
  readonly paint: (state: ChatState | undefined, silentSeconds: number | undefined) => void;
  readonly clear: () => void;
  readonly find: () => void;
  readonly quote: (markdown: string) => void;
  readonly quoteSelection: () => void;
  readonly tellSelection: () => void;
  readonly showRaw: (messageId: string, raw: boolean) => void;
}

/** The page: who is asked, the conversation, the composer. */
export function createView(page: Page, host: Host): View {
  let shown: SessionHead | undefined;
  /** Whether the address of what is shown was saved. */
  let isSaved = false;
  let question: string | undefined;
  const save = () => {
    const place = conversation.place();
    if (!shown) return;
    host.save({
      sessionId: shown.id,
      conversation: addressOf(shown),
      ...(place && { place }),
      ...(question !== undefined && { question }),
    });
  };
  const chooser = createChooser(page);
  const title = createTitleBar(page);
  const composer = createComposer(page, chooser);
  const conversation = createConversation(page, { onScroll: save, example: composer });
  const find = createFind(page, conversation);
  const root = element(
    'main',
    // VS Code's cut, copy and paste appear where there is text to use them on.
    { class: 'chat', 'data-vscode-context': JSON.stringify({ preventDefaultContextMenuItems: true }) },
    title.element,
    find.element,
    conversation.element,
    composer.element,
  );
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'f' || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    // VS Code would look for a find of its own, which a view has not.
    event.preventDefault();
    event.stopPropagation();
    find.open();
  });
  return {
    element: root,
    open: (state) => {
      const { head, transcript } = state;
      const saved = host.saved();
      question = lastQuestion(transcript)?.id;
      // What was asked while the page was away comes into view as if it had been there.
      const isNews = transcript.running && saved?.question !== question;
      const place = saved && saved.sessionId === head.session?.id && !isNews ? saved.place : undefined;
      if (shown?.id !== head.session?.id) conversation.open(place);
      isSaved &&= shown?.id === head.session?.id;
      shown = head.session;
      composer.open(state);
    },
    heard: (event) => {
      composer.heard(event);
      conversation.heard(event);
    },
    setDraft: composer.setDraft,
    setExternalDraft: composer.setExternalDraft,
    notSent: composer.notSent,
    placeOf: (target) => {
      if (typeof target === 'object') return revealCitation(conversation, target);
      return target === 'input' ? composer.field : conversation.placeOf(target);
    },
    paint: (state, silentSeconds) => {
      question = state && lastQuestion(state.transcript)?.id;
      if (state) applyFont(state.head.font);
      title.paint(state?.head);
      chooser.paint(state?.head);
      composer.paint(state);
      conversation.paint(state, silentSeconds);
      find.paint(state);
      const before = shown;
      shown = state?.head.session;
      // A tab that is closed with the window comes back with this conversation, though nobody scrolled in it.
      if (shown && (!isSaved || before?.threadId !== shown.threadId)) save();
      isSaved = shown !== undefined;
    },
    clear: conversation.clear,
    find: find.open,
    quote: composer.append,
    quoteSelection: conversation.quoteSelection,
    tellSelection: conversation.tellSelection,
    showRaw: (messageId, raw) => {
      const article = conversation.article(messageId);
      if (article) showRaw(article, raw);
    },
  };
}

function addressOf({ connectionId, assistant, threadId }: SessionHead): ConversationAddress {
  return { connectionId, assistantId: assistant.id, ...(threadId !== undefined && { threadId }) };
}
