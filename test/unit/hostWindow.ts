import type { Assistant, Thread } from '../../src/chat/model/model.ts';
import type { Page } from '../../src/chat/session/pages.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import type { ToWebview } from '../../src/protocol.ts';
import { ComposerWindow } from './composerWindow.ts';
import { type Answer, scriptedPrompts } from './scriptedPrompts.ts';
import { silentLog, stubProviders } from './stubs.ts';

/** Makes a page that shows nothing. */
export function emptyPage(): Page {
  return { session: undefined, onShown: () => ({ dispose: () => undefined }) };
}

/** A window with what the host's features need to send in its conversation, and a record of what they show. */
export function hostWindow(folder: string, answer?: Answer) {
  const window = new ComposerWindow(folder);
  const { session, composers, drafts, chips, edits, queue, outbox } = window;
  const { prompts, shown } = scriptedPrompts(answer);
  const told: ToWebview[] = [];
  const forgotten: Thread[] = [];
  /** The conversation that begins next. */
  const next = new ChatSession({
    connectionId: 'c',
    assistant: { id: 'hr', name: 'HR' },
    provider: () => {
      throw new Error('nobody is asked');
    },
    log: silentLog,
    outbox,
  });
  const pages = {
    activePage: emptyPage(),
    use: (page: Page) => {
      pages.activePage = page;
    },
    startEmpty: () => next,
  };
  const parts = {
    ...{ composers, drafts, chips, edits, queue, outbox, prompts },
    sessions: { open: [session] },
    pages,
    providers: stubProviders(),
    details: { get: async () => ({}), put: async () => undefined, forget: async () => undefined },
    attachments: { ready: () => undefined, release: () => undefined },
    consent: { isNeeded: false, mayLeave: async () => true },
    sendConsent: { isNeeded: false, agrees: async () => true },
    recent: { use: async () => undefined },
    directory: { current: (_: string, assistant: Assistant) => assistant },
    localData: { forgetThread: async (thread: Thread) => void forgotten.push(thread) },
    views: {
      tell: (message: ToWebview) => void told.push(message),
      focus: async () => undefined,
      draftSet: () => undefined,
      showState: () => undefined,
      showHead: () => undefined,
    },
  };
  return { ...window, window, parts, pages, shown: () => shown.map(({ text }) => text), told, next, forgotten };
}
