import type { ThreadEvent } from '../../chat/model/transcript.ts';
import type { ChatState, FocusTarget } from '../../protocol.ts';
import { element, icon, setChildren } from '../dom/dom.ts';
import type { ReadingPlace } from '../dom/host.ts';
import type { Page } from '../dom/page.ts';
import { copyCleanly } from '../selection/copy.ts';
import { quoteOfSelection, selectedPart } from '../selection/quote.ts';
import { createAssistantIntro } from './assistantIntro.ts';
import { createAutoScroll } from './autoScroll.ts';
import { createMessages } from './messageList.ts';
import { createPlaceholder, type UseExample } from './placeholder.ts';

export interface Conversation {
  readonly element: HTMLElement;
  /** Brings a question of one's own, or the answer to it, into view with the next painting. */
  readonly heard: (event: ThreadEvent) => void;
  /** The article of a message, painted now if it was not yet. */
  readonly article: (messageId: string) => HTMLElement | undefined;
  readonly reveal: (target: Range | Element) => void;
  /** Another session is shown: from its saved place, or from its end. */
  readonly open: (place: ReadingPlace | undefined) => void;
  readonly place: () => ReadingPlace | undefined;
  readonly placeOf: (target: Exclude<FocusTarget, 'input'>) => HTMLElement | undefined;
  readonly paint: (state: ChatState | undefined, silentSeconds: number | undefined) => void;
  readonly clear: () => void;
  readonly quoteSelection: () => void;
  /** Tells the host what is selected in an answer. */
  readonly tellSelection: () => void;
}

export interface ConversationOptions {
  readonly onScroll: () => void;
  readonly example: UseExample;
}

/** The scrolling region with the messages, or with what stands in their place. */
export function createConversation(page: Page, { onScroll, example }: ConversationOptions): Conversation {
  const { labels } = page;
  const content = element('div', { class: 'messages' });
  const region = element(
    'section',
    {
      class: 'conversation',
      'aria-label': labels.conversation,
      // Without a focusable box a long answer could not be scrolled by keyboard.
      tabindex: '0',
      'data-vscode-context': JSON.stringify({ webviewSection: 'conversation', preventDefaultContextMenuItems: false }),
    },
    content,
  );
  const jump = element(
    'button',
    { type: 'button', class: 'jump button', hidden: true },
    icon('arrow-down'),
    labels.jumpToLatest,
  );
  const follow = createAutoScroll({ region, content, jump, onScroll });
  const messages = createMessages(page, follow.preserve);
  copyCleanly(region, () => page.post({ type: 'formula-copied' }));
  const placeholder = createPlaceholder(page, example);
  const intro = createAssistantIntro(page);

  return {
    element: element('div', { class: 'conversation-frame' }, region, jump),
    heard: ({ type }) => {
      if (type === 'question-added' || type === 'run-start') follow.latest();
    },
    article: messages.article,
    reveal: follow.reveal,
    open: follow.restore,
    place: follow.place,
    placeOf: messages.placeOf,
    paint: (state, silentSeconds) => {
      region.ariaBusy = String(state === undefined || state.head.loading);
      follow.preserve(() => {
        const instead = placeholder.paint(state);
        const hasMessages = state !== undefined && instead.replaces !== 'messages';
        if (hasMessages) messages.paint(state, silentSeconds);
        const above = hasMessages && !state.transcript.hasOlder ? intro.paint(state.head.session?.assistant) : [];
        setChildren(content, hasMessages ? [...above, messages.element, ...instead.nodes] : instead.nodes);
      });
    },
    clear: messages.clear,
    quoteSelection: () => {
      const quote = quoteOfSelection(region);
      if (quote !== undefined) page.quote(quote);
    },
    tellSelection: () => {
      const part = selectedPart(region);
      if (part) page.post({ type: 'selected-part', ...part });
    },
  };
}
