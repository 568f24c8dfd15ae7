import type { ConversationAddress, FromWebview } from '../../protocol.ts';

/** The reading position: the message at the upper edge of what is seen. */
export interface ReadingPlace {
  readonly messageId: string;
  /** Pixels of the message that are above the edge. */
  readonly offset: number;
}

/**
 * The state that outlives the page when it is hidden; the host knows all else. VS Code writes it to disk: it holds
 * nothing of a conversation.
 */
interface Saved {
  readonly sessionId: string;
  /** The conversation that VS Code is to show again in this tab. */
  readonly conversation: ConversationAddress;
  /** Absent while the view follows the latest message. */
  readonly place?: ReadingPlace;
  /** Id of the last question that was there. */
  readonly question?: string;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: Saved): void;
};

export interface Host {
  readonly post: (message: FromWebview) => void;
  readonly saved: () => Saved | undefined;
  readonly save: (saved: Saved) => void;
}

/** Returns the connection to the host; VS Code hands its interface out once for each page. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    saved: () => (isSaved(api.getState()) ? (api.getState() as Saved) : undefined),
    save: (saved) => api.setState(saved),
  };
}

// An older version of the extension may have saved another shape.
function isSaved(value: unknown): boolean {
  const saved = value as Partial<Saved> | null | undefined;
  return typeof saved?.sessionId === 'string';
}
