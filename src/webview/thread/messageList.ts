import type { Message } from '../../chat/model/model.ts';
import { lastQuestion } from '../../chat/model/transcript.ts';
import type { ChatState, FocusTarget } from '../../protocol.ts';
import { element, setChildren, textButton } from '../dom/dom.ts';
import { createIdleWork } from '../dom/idleWork.ts';
import type { Page } from '../dom/page.ts';
import { calendarDay } from '../dom/time.ts';
import { createMessage } from '../message/message.ts';
import type { MessageView } from '../message/types.ts';
import { createContextLostMarker } from './contextLostMarker.ts';
import { dayStarts } from './days.ts';
import { createMessageGroup, groupMessages, type MessageGroup } from './messageGroup.ts';

/** Messages that are built at once, the newest; the others follow while the page is idle. */
const builtAtOnce = 12;

export interface Messages {
  readonly element: HTMLElement;
  readonly paint: (state: ChatState, silentSeconds: number | undefined) => void;
  /** The article of a message, built now if it was not yet. */
  readonly article: (messageId: string) => HTMLElement | undefined;
  readonly placeOf: (target: Exclude<FocusTarget, 'input'>) => HTMLElement | undefined;
  /** Lets everything go; the next painting builds it anew. */
  readonly clear: () => void;
}

/** The transcript: one view for each message, by its id, in groups. A message that did not change stays untouched. */
export function createMessages(page: Page, preserve: (change: () => void) => void): Messages {
  const { labels } = page;
  const thread = element('div', { class: 'thread' });
  let state: ChatState | undefined;
  let shown: readonly Message[] = [];
  /** The place of each message in the conversation, from 1. */
  let places: ReadonlyMap<string, number> = new Map();
  let silent: number | undefined;
  let editable: string | undefined;
  let groups: MessageGroup[] = [];
  let days: ReadonlyMap<string, string> = new Map();
  let unbuilt: Message[] = [];
  const views = new Map<string, MessageView>();
  const dirty = new Set<MessageGroup>();
  const lost = createContextLostMarker(page);

  const older = textButton(labels.loadOlder, () => {
    const sessionId = state?.head.session?.id;
    if (sessionId === undefined || older.ariaDisabled === 'true') return;
    loading = true;
    offerOlder();
    page.post({ type: 'load-older', sessionId });
  });
  const stopOlder = textButton(labels.stop, () => {
    const sessionId = state?.head.session?.id;
    if (sessionId !== undefined) page.post({ type: 'stop', sessionId });
  });
  const olderRow = element('div', { class: 'load-older' }, older, stopOlder);
  let loading = false;
  // Not `disabled`: the focus stays on it, so that Enter reads page after page.
  const offerOlder = () => {
    older.ariaDisabled = String(loading || unbuilt.length > 0);
    const isStoppable = state?.head.loadingOlder === true;
    if (!isStoppable && document.activeElement === stopOlder) older.focus({ preventScroll: true });
    stopOlder.hidden = !isStoppable;
  };

  const update = (message: Message, silentSeconds: number | undefined) => {
    if (!state) return;
    const isLast = message.id === state.transcript.messages.at(-1)?.id;
    const mayEdit = message.id === editable;
    views.get(message.id)?.update({
      message,
      head: state.head,
      isLast,
      mayEdit,
      mayDelete: isDeletable(message, state),
      silentSeconds: isLast ? silentSeconds : undefined,
    });
  };

  /** Says which of how many it is; how many the vendor has, nobody knows until the oldest is read. */
  const number = (id: string, element: Element) => {
    element.setAttribute('aria-posinset', String(places.get(id)));
    element.setAttribute('aria-setsize', String(state?.transcript.hasOlder ? -1 : places.size));
  };

  const build = (message: Message) => {
    if (views.has(message.id)) return;
    const view = createMessage(page, message);
    number(message.id, view.element);
    views.set(message.id, view);
    update(message, silent);
    const group = groups.find(({ ids }) => ids.has(message.id));
    if (group) dirty.add(group);
  };

  const place = () => {
    const marks = { days, lost: state?.transcript.contextLostBefore, contextLostMarker: lost.element, words: labels };
    for (const group of dirty) group.place(views, marks);
    dirty.clear();
    const filled = groups.filter((group) => group.element.childElementCount > 0).map((group) => group.element);
    const hadFocus = olderRow.contains(document.activeElement);
    offerOlder();
    setChildren(thread, state?.transcript.hasOlder === true ? [olderRow, ...filled] : filled);
    // Nothing older is left: the focus goes to where reading goes on.
    if (hadFocus && !older.isConnected) thread.querySelector('article')?.focus({ preventScroll: true });
  };

  const slices = createIdleWork(
    () => {
      const next = unbuilt.pop();
      if (next) build(next);
      if (unbuilt.length === 0) place();
      return unbuilt.length > 0;
    },
    (slice) =>
      preserve(() => {
        slice();
        place();
      }),
  );

  const clear = () => {
    slices.stop();
    for (const view of views.values()) view.dispose();
    views.clear();
    groups = [];
    shown = [];
    unbuilt = [];
    dirty.clear();
    thread.replaceChildren();
  };

  /** Messages came or went: their groups, their days, and which of them are still to be built. */
  const arrange = (messages: readonly Message[]) => {
    const ids = messages.map(({ id }) => id);
    const before = groups;
    groups = groupMessages(
      ids,
      before.map((group) => [...group.ids]),
    ).map(({ ids: own, was }) => {
      const group = before[was ?? -1] ?? createMessageGroup();
      group.take(own);
      // The day before which a group begins may have changed as well.
      dirty.add(group);
      return group;
    });
    const kept = new Set(ids);
    for (const [id, view] of views) {
      if (kept.has(id)) continue;
      view.dispose();
      views.delete(id);
    }
    places = new Map(ids.map((id, index) => [id, index + 1]));
    for (const [id, view] of views) number(id, view.element);
    days = dayStarts(messages, calendarDay(new Date().toISOString()));
    // The button waits until something came of it.
    if (shown[0]?.id !== ids[0]) loading = false;
    unbuilt = messages.filter(({ id }) => !views.has(id));
    for (const message of unbuilt.splice(-builtAtOnce)) build(message);
  };

  const paint = (next: ChatState, silentSeconds: number | undefined) => {
    if (next.head.session?.id !== state?.head.session?.id) clear();
    const headChanged =
      next.head !== state?.head || next.transcript.contextLostBefore !== state.transcript.contextLostBefore;
    state = next;
    // Whatever came of it, one may try again.
    if (headChanged && !next.head.loading && !next.head.loadingOlder) loading = false;
    const { messages } = next.transcript;
    const editableBefore = editable;
    editable = editableQuestion(next);
    const sameIds = messages.length === shown.length && messages.every(({ id }, index) => id === shown[index]?.id);
    const lastBefore = shown.at(-1)?.id;
    if (!sameIds) arrange(messages);
    messages.forEach((message, index) => {
      const touched =
        headChanged ||
        message !== shown[index] ||
        message.id === lastBefore ||
        (editable !== editableBefore && message.role === 'user') ||
        index === messages.length - 1;
      if (touched) update(message, silentSeconds);
    });
    if (headChanged) for (const group of groups) dirty.add(group);
    lost.update(next);
    shown = messages;
    silent = silentSeconds;
    if (dirty.size > 0 || thread.contains(older) !== next.transcript.hasOlder) place();
    else if (headChanged) offerOlder();
    if (unbuilt.length > 0) slices.start();
  };

  const article = (messageId: string) => {
    const message = shown.find(({ id }) => id === messageId);
    if (message && !views.has(messageId)) {
      preserve(() => {
        unbuilt = unbuilt.filter((other) => other !== message);
        build(message);
        place();
      });
    }
    return views.get(messageId)?.element;
  };

  const placeOf = (target: Exclude<FocusTarget, 'input'>) => {
    const last = shown.findLast((message) => message.role === 'assistant');
    const answer = last && article(last.id);
    const source = target === 'sources' ? answer?.querySelector<HTMLElement>('.sources button') : undefined;
    return source ?? answer;
  };

  return { element: thread, paint, article, placeOf, clear };
}

/** The question that may be changed and asked again: the last, while no answer runs. What was not sent has its own way. */
function editableQuestion({ head, transcript }: ChatState): string | undefined {
  if (transcript.running || head.editing !== undefined) return undefined;
  const last = lastQuestion(transcript);
  return last?.state === 'sent' ? last.id : undefined;
}

/** Whether the service has the question and can delete it, while nothing else is done in the conversation. */
function isDeletable({ role, state, storedId }: Message, { head, transcript }: ChatState): boolean {
  if (role !== 'user' || state !== 'sent' || storedId === undefined) return false;
  const features = head.session?.assistant.features;
  return !transcript.running && head.editing === undefined && features?.includes('delete-message') === true;
}
