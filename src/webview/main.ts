import { reduce, type Transcript } from '../chat/model/transcript.ts';
import { type ChatState, dispatch, type FromWebview, type Handlers, type ToWebview } from '../protocol.ts';
import { createAnnouncer } from './app/announcer.ts';
import { keepFocus } from './app/focusKeeper.ts';
import { followScreenReader } from './app/screenReader.ts';
import { createView, type View } from './app/view.ts';
import { connectHost } from './dom/host.ts';
import { readLabels } from './dom/labels.ts';
import { watchSilence } from './thread/silenceTimer.ts';

/**
 * Wires the page: what the host says goes into the state, the state is painted once for each frame. The whole way of a delta
 * stands in `chat/session/run.ts`.
 */
const host = connectHost();
const labels = readLabels();
let state: ChatState | undefined;
let frame = 0;

const announcer = createAnnouncer(labels);
const view: View = createView(
  {
    labels,
    post: (message) => {
      const sessionId = state?.head.session?.id;
      // Without a conversation nothing is painted that says something of one.
      host.post({ ...(sessionId !== undefined && { sessionId }), ...message } as FromWebview);
    },
    reload,
    find: () => view.find(),
    quote: (markdown) => view.quote(markdown),
    announce: announcer.say,
  },
  host,
);
const silence = watchSilence(() => paintSoon());
const focus = keepFocus(() => view.placeOf('input')?.focus());
followScreenReader();
document.body.append(view.element, announcer.element);

const handlers: Handlers<ToWebview> = {
  state: (message) => {
    const { transcript } = message.state;
    // What is no message at all has nothing to show, and must not hide the others.
    state = { ...message.state, transcript: { ...transcript, messages: transcript.messages.filter(Boolean) } };
    view.open(state);
    silence.heard(state.transcript.running, state.silentMilliseconds);
    paintSoon();
  },
  events: ({ sessionId, events }) => {
    if (state?.head.session?.id !== sessionId) return;
    for (const event of events) {
      const before: Transcript = state.transcript;
      state = { ...state, transcript: reduce(before, event) };
      announcer.tell(event, before, state);
      view.heard(event);
    }
    silence.heard(state.transcript.running);
    paintSoon();
  },
  head: ({ head }) => {
    if (!state) return;
    state = { ...state, head };
    paintSoon();
  },
  draft: ({ sessionId, text }) => {
    if (state?.head.session?.id === sessionId) view.setDraft(text);
  },
  'external-draft': ({ sessionId, text, seenRevision }) => {
    if (state?.head.session?.id === sessionId) view.setExternalDraft(text, seenRevision);
  },
  'send-rejected': ({ sessionId }) => {
    if (state?.head.session?.id === sessionId) view.notSent();
  },
  announce: ({ text }) => announcer.say(text),
  'quote-selection': () => view.quoteSelection(),
  'tell-selection': () => view.tellSelection(),
  'show-raw': ({ messageId, raw }) => view.showRaw(messageId, raw),
  focus: ({ target }) => {
    // What is to get the focus may not be painted yet.
    paintNow();
    const place = view.placeOf(target);
    if (place) focus.give(place);
  },
};

window.addEventListener('message', (event: MessageEvent<ToWebview>) => {
  // VS Code's frame has this page's origin; a script of this page has none.
  if (event.origin !== '' && event.origin !== origin) return;
  if (Object.hasOwn(handlers, event.data?.type)) dispatch(handlers, event.data);
});
window.addEventListener('focus', () => host.post({ type: 'used' }));
paintNow();
host.post({ type: 'ready' });

function reload(): void {
  view.clear();
  host.post({ type: 'ready' });
}

function paintSoon(): void {
  frame ||= requestAnimationFrame(paintNow);
}

function paintNow(): void {
  cancelAnimationFrame(frame);
  frame = 0;
  view.paint(state, silence.seconds());
  focus.painted();
}
