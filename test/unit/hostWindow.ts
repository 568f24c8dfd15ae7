import type { Thread } from '../../src/chat/model/model.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import type { moveToNewThread } from '../../src/host/composer/moveToNewThread.ts';
import type { SendingParts } from '../../src/host/composer/sendQuestion.ts';
import type { ToWebview } from '../../src/protocol.ts';
import { ComposerWindow } from './composerWindow.ts';
import { type Answer, scriptedPrompts } from './scriptedPrompts.ts';

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
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    outbox,
  });
  const pages = {
    activePage: 'the first page',
    use: (page: string) => {
      pages.activePage = page;
    },
    startEmpty: () => next,
  };
  const parts = {
    ...{ composers, drafts, chips, edits, queue, outbox, prompts },
    sessions: { open: [session] },
    pages,
    providers: {},
    attachments: { ready: () => undefined, release: () => undefined },
    consent: { isNeeded: false, mayLeave: async () => true },
    sendConsent: { isNeeded: false, agrees: async () => true },
    recent: { use: async () => undefined },
    directory: { current: (_: string, assistant: unknown) => assistant },
    localData: { forgetThread: async (thread: Thread) => void forgotten.push(thread) },
    views: {
      tell: (message: ToWebview) => void told.push(message),
      draftSet: () => undefined,
      showState: () => undefined,
    },
  } as unknown as SendingParts & Parameters<typeof moveToNewThread>[0];
  return { ...window, window, parts, pages, shown: () => shown.map(({ text }) => text), told, next, forgotten };
}
