/** The languages that the guide is written in. */
export type DemoLanguage = 'en' | 'de';

/** A message as it is kept. */
export interface StoredMessage {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly createdAt: string;
  readonly sources: readonly { readonly title: string; readonly section: string; readonly passage: string }[];
}

export interface StoredConversation {
  readonly id: string;
  readonly assistantId: string;
  readonly title: string;
  readonly createdAt: string;
}

/** Conversations on this computer. */
export interface ConversationStore {
  /** Newest first. */
  list(): Promise<readonly StoredConversation[]>;
  messages(conversation: StoredConversation): Promise<readonly StoredMessage[]>;
  create(conversation: StoredConversation): Promise<void>;
  /** Adds a message, or replaces the one with the same id. */
  put(conversation: StoredConversation, message: StoredMessage): Promise<void>;
  removeMessage(conversation: StoredConversation, messageId: string): Promise<void>;
  remove(conversation: StoredConversation): Promise<void>;
}

/** The demo's needs from outside: it opens no file and no port of its own. */
export interface DemoOptions {
  readonly language: DemoLanguage;
  /** The user guide in that language, as Markdown. Read once, when the first answer is asked for. */
  readonly readGuide: () => Promise<string>;
  /** The handbook of the sample case, as Markdown: it is looked at first. */
  readonly readHandbook?: () => Promise<string>;
  /** The store in which conversations outlast the window; without it they are in memory alone. */
  readonly store?: ConversationStore;
  /** Characters per second; 0 answers at once. */
  readonly pace?: number;
  /** Milliseconds since the epoch; for tests of what expires. */
  readonly now?: () => number;
}

/** About as fast as a practised reader follows. */
export const readingPace = 250;
