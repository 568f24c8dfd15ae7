import type * as vscode from 'vscode';
import { attempt } from '../../base/attempt.ts';
import { all, DisposableStore } from '../../base/disposable.ts';
import type { Subscribe } from '../../base/emitter.ts';
import type { Log } from '../../base/log.ts';
import { logThrown } from '../../chat/model/failureReport.ts';
import { coalesce, emptyTranscript, type ThreadEvent } from '../../chat/model/transcript.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { ChatHead, CitationPlace, FocusTarget, FromWebview, ToWebview } from '../../protocol.ts';
import { parseFromWebview, typeOf } from './messageSchema.ts';

/** Deltas that come within one frame travel as one message (a message costs more than its text). */
const joinMilliseconds = 16;

export interface WebviewConnectionOptions {
  readonly webview: Pick<vscode.Webview, 'onDidReceiveMessage' | 'postMessage'>;
  readonly visible: () => boolean;
  readonly head: () => ChatHead;
  readonly shown: () => ChatSession | undefined;
  readonly onShown: Subscribe<ChatSession | undefined>;
  readonly draft: (session: ChatSession) => string;
  readonly silentMilliseconds: (session: ChatSession) => number;
  readonly receive: (message: FromWebview) => void;
  /** Called when a message of the page could not be read. */
  readonly refused: (type: FromWebview['type']) => void;
  readonly log: Log;
}

/**
 * One page and what it is told. Nothing is posted before the page says `ready` or while it is hidden: when it is shown
 * again it says `ready` anew and gets the whole state, so it misses nothing.
 */
export class WebviewConnection extends DisposableStore {
  readonly #options: WebviewConnectionOptions;
  #ready = false;
  #session: ChatSession | undefined;
  #sessionEvents: vscode.Disposable | undefined;
  #pending: ThreadEvent[] = [];
  #timer: NodeJS.Timeout | undefined;
  #headTimer: NodeJS.Timeout | undefined;
  #focus: FocusTarget | CitationPlace | undefined;
  /** Drafts that the page has told. */
  #revision = 0;
  /** The last of them. */
  #told: { readonly sessionId: string; readonly text: string } | undefined;

  constructor(options: WebviewConnectionOptions) {
    super();
    this.#options = options;
    this.register(options.onShown(() => this.showState()));
    this.register(options.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)));
  }

  /** Another conversation is shown, or none. */
  showState(): void {
    this.#follow(this.#options.shown());
    const session = this.#session;
    this.#post({
      type: 'state',
      state: {
        head: this.#options.head(),
        transcript: session?.transcript ?? emptyTranscript,
        draft: session ? this.#options.draft(session) : '',
        ...(session?.running && { silentMilliseconds: this.#options.silentMilliseconds(session) }),
      },
    });
  }

  /** Posts that something around the transcript changed, once for several changes in a row. */
  showHead(): void {
    this.#headTimer ??= setTimeout(() => {
      this.#headTimer = undefined;
      this.#post({ type: 'head', head: this.#options.head() });
    }, 0);
  }

  /** Moves the focus inside the page, now or as soon as it is there. */
  focus(target: FocusTarget | CitationPlace): void {
    if (this.visible) this.#post({ type: 'focus', target });
    else this.#focus = target;
  }

  /** Whether what is told now reaches somebody. */
  get visible(): boolean {
    return this.#ready && this.#options.visible();
  }

  tell(message: ToWebview): void {
    this.#post(message);
  }

  /** Posts the draft as it is elsewhere, and the revision of this page's text that was known then. */
  tellDraft(sessionId: string, text: string): void {
    this.#post({ type: 'external-draft', sessionId, text, seenRevision: this.#revision });
  }

  /** The page is gone from the screen: VS Code has thrown it away. */
  hidden(): void {
    this.#ready = false;
    this.#follow(undefined);
  }

  #receive(message: unknown): void {
    const known = parseFromWebview(message);
    if (!known) {
      this.#refuse(typeOf(message));
      return;
    }
    if (known.type === 'draft') {
      this.#revision++;
      const before = this.#told?.sessionId === known.sessionId ? this.#told.text : '';
      this.#told = known;
      this.#options.receive({ basedOn: before, ...known });
      return;
    }
    if (known.type !== 'ready') {
      this.#options.receive(known);
      return;
    }
    this.#ready = true;
    this.#revision = 0;
    this.#told = undefined;
    // First: what is being read because of it is shown as loading, and not as if there were nothing.
    this.#options.receive(known);
    this.showState();
    if (this.#focus) this.#post({ type: 'focus', target: this.#focus });
    this.#focus = undefined;
  }

  /** Whatever the page waits for because of a message that could not be read comes to its end. */
  #refuse(type: FromWebview['type'] | undefined): void {
    this.#options.log.warn(`The chat page sent a message that could not be read: ${type ?? 'of no known type'}`);
    if (type === undefined) return;
    // What is too long to be kept was heard all the same. At every key, a sentence would be in the way.
    if (type === 'draft') return void this.#revision++;
    if (type === 'send' && this.#session) this.#post({ type: 'send-rejected', sessionId: this.#session.id });
    else this.#post({ type: 'head', head: this.#options.head() });
    this.#options.refused(type);
  }

  #follow(session: ChatSession | undefined): void {
    if (this.#session === session) {
      // The state that is about to be sent holds what is pending.
      this.#pending = [];
      return;
    }
    this.#flush();
    this.#sessionEvents?.dispose();
    this.#session = session;
    this.#sessionEvents =
      session &&
      all(
        session.onEvent((event) => this.#queue(event)),
        session.onChange(() => this.showHead()),
      );
  }

  #queue(event: ThreadEvent): void {
    if (!this.#ready) return;
    this.#pending.push(event);
    this.#timer ??= setTimeout(() => this.#flush(), joinMilliseconds);
    // What a person acts upon is told at once; only growing text can wait a frame.
    if (event.type !== 'text-delta') this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.length === 0 || !this.#session) return;
    const events = coalesce(this.#pending);
    this.#pending = [];
    // The sentence for an error travels before the event that shows it; what helps is another thing once one goes on.
    if (events.some(({ type }) => type === 'run-start' || type === 'run-end' || type.endsWith('-loaded'))) {
      // Without it the events still say what became of the question.
      attempt(
        () => this.#post({ type: 'head', head: this.#options.head() }),
        (error) => logThrown(this.#options.log, 'What stands around a conversation', error),
      );
    }
    this.#post({ type: 'events', sessionId: this.#session.id, events });
  }

  #post(message: ToWebview): void {
    if (!this.visible) return;
    // Never awaited: the promise may stay pending when the page goes away (microsoft/vscode#159431).
    void this.#options.webview.postMessage(message);
  }

  override dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#headTimer);
    this.#ready = false;
    this.#sessionEvents?.dispose();
    super.dispose();
  }
}
