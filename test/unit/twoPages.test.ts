import { expect, it, vi } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import { type Page, Pages } from '../../src/chat/session/pages.ts';
import type { ChatSession } from '../../src/chat/session/session.ts';
import { SessionRegistry } from '../../src/chat/session/sessionRegistry.ts';
import { connectPage } from '../../src/host/chat/connectPage.ts';
import { dispatchToSession, type MessageHandlers } from '../../src/host/chat/dispatchToSession.ts';
import type { FromWebview } from '../../src/protocol.ts';
import { messages } from './pageMessages.ts';

vi.mock('../../src/host/chat/chatHead.ts', () => ({ chatHead: () => ({}) }));
vi.mock('../../src/host/chat/pageHtml.ts', () => ({ chatPage: () => '' }));

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const assistant = { id: 'hr', name: 'HR' };

/** What was carried out: for which conversation, and which one was that of the active page. */
interface Done {
  readonly type: string;
  readonly session: ChatSession | undefined;
  readonly active: ChatSession | undefined;
}

/** The view and a tab, each with a conversation of its own, as they say something to the host. */
function window() {
  const sessions = new SessionRegistry({
    providerOf: async () => {
      throw new ChatError('network');
    },
    log,
  });
  const pages = new Pages(sessions, log);
  const [one, two] = ['one', 'two'].map((id) => sessions.unshown('c', { ...assistant, id })) as [
    ChatSession,
    ChatSession,
  ];
  pages.showOn(pages.first, one);
  const done: Done[] = [];
  const handlers = Object.fromEntries(
    Object.keys(messages).map((type) => [
      type,
      (_: unknown, session: ChatSession | undefined): void => void done.push({ type, session, active: pages.active }),
    ]),
  ) as MessageHandlers<ChatSession>;
  const closed = { sendRefused: () => undefined, loadingEnded: () => undefined };
  const connect = (page: Page) => {
    let post = (_: unknown): void => undefined;
    const webview = {
      onDidReceiveMessage: (listener: typeof post) => {
        post = listener;
        return { dispose: () => undefined };
      },
      postMessage: async () => true,
    };
    connectPage(
      { webview, visible: true } as unknown as Parameters<typeof connectPage>[0],
      page,
      {} as Parameters<typeof connectPage>[2],
      { pages, log } as unknown as Parameters<typeof connectPage>[3],
      {
        draft: () => '',
        silentMilliseconds: () => 0,
        receive: (message) => dispatchToSession(handlers, sessions.open, message, closed),
      },
    );
    return (message: FromWebview) => post(message);
  };
  return { pages, done, one, two, view: connect(pages.first), tab: connect(pages.open(two)) };
}

/** Said by the page itself, whoever is looking. */
const unasked: ReadonlySet<FromWebview['type']> = new Set(['ready', 'draft', 'draft-rests']);

it.each(Object.values(messages).flat())(
  'carries out $type for the conversation of the page that says it, of two pages with two conversations',
  (message: FromWebview) => {
    const { done, one, two, view, tab } = window();
    const said = (session: ChatSession): FromWebview =>
      'sessionId' in message ? { ...message, sessionId: session.id } : message;
    tab(said(two));
    view(said(one));
    tab(said(two));
    const isAbout = 'sessionId' in message;
    expect(done.map(({ type }) => type)).toEqual([message.type, message.type, message.type]);
    expect(done.map(({ session }) => session)).toEqual(isAbout ? [two, one, two] : Array(3).fill(undefined));
    // What names no conversation is carried out where a person is: on the page that says it.
    expect(done.map(({ active }) => active)).toEqual(unasked.has(message.type) ? [one, one, one] : [two, one, two]);
  },
);
