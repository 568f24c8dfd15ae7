import type { Assistant, AssistantChoice, AssistantKey, ContextItem, Rating } from './chat/model/model.ts';
import type { ThreadEvent, Transcript } from './chat/model/transcript.ts';
import type { SharedSources } from './chat/text/citations/sharedSources.ts';

/**
 * Messages between host and webview. The webview speaks first (`ready`) and gets the whole state; every later message
 * extends it. It sends ids, never data: the host knows better what an answer says.
 */
export type ToWebview =
  /** Replaces everything. */
  | { readonly type: 'state'; readonly state: ChatState }
  /** Extends the transcript of the session that is shown; for any other session it is dropped. */
  | { readonly type: 'events'; readonly sessionId: string; readonly events: readonly ThreadEvent[] }
  /** Replaces all but the transcript and the draft. */
  | { readonly type: 'head'; readonly head: ChatHead }
  /** Fills the composer, for example with a question that could not be sent. */
  | { readonly type: 'draft'; readonly sessionId: string; readonly text: string }
  /**
   * The draft as it is elsewhere. It replaces what stands here, unless somebody is typing here, or the host had received
   * fewer drafts (`seenRevision`) than this page has sent.
   */
  | {
      readonly type: 'external-draft';
      readonly sessionId: string;
      readonly text: string;
      readonly seenRevision: number;
    }
  /** The question was not taken over; it stays in the composer and may be sent again. */
  | { readonly type: 'send-rejected'; readonly sessionId: string }
  /** Has a screen reader say what has just been done. */
  | { readonly type: 'announce'; readonly text: string }
  /** Quote what is selected in the conversation. */
  | { readonly type: 'quote-selection' }
  /** Tell what is selected in an answer. */
  | { readonly type: 'tell-selection' }
  /** Show an answer as it was written, or as it is read again. */
  | { readonly type: 'show-raw'; readonly messageId: string; readonly raw: boolean }
  | { readonly type: 'focus'; readonly target: FocusTarget | CitationPlace };

/** The address by which a conversation is found after a reload. Without a thread it has not begun. */
export interface ConversationAddress {
  readonly connectionId: string;
  readonly assistantId: string;
  readonly threadId?: string;
}

export type FocusTarget = 'input' | 'last-answer' | 'sources';

/** A citation: the place in an answer that names one of its sources. */
export interface CitationPlace {
  readonly messageId: string;
  readonly sourceId: string;
}

export interface ChatState {
  readonly head: ChatHead;
  readonly transcript: Transcript;
  readonly draft: string;
  /**
   * The time, while an answer runs, for which nothing has come of it. A page that is shown again counts on from there.
   */
  readonly silentMilliseconds?: number;
}

/** Everything the page shows around the transcript. */
export interface ChatHead {
  /** Absent while nobody is chosen. */
  readonly session?: SessionHead;
  /** The assistants that one can ask, last used first. */
  readonly choices: readonly AssistantChoice[];
  /** Connections whose assistants could not be read, by name. */
  readonly unread?: readonly string[];
  /** Chips: what goes out with the next message. */
  readonly context: readonly ContextItem[];
  /** The file that goes out with the next message. */
  readonly file?: FileChip;
  /** The person's ratings of answers, by message id. */
  readonly ratings?: Readonly<Record<string, Rating>>;
  /** A reason can be told with “Not helpful”. */
  readonly takesReasons?: boolean;
  /** A question that waits for the answer before it; `held`: that did not complete, and the person decides. */
  readonly queued?: { readonly text: string; readonly isPaused: boolean };
  /** The last question, while it is being changed in the composer. */
  readonly editing?: string;
  /** Name of the file that goes along with it again, as long as the composer has none of its own. */
  readonly editingFile?: string;
  readonly sendKey: 'enter' | 'ctrlEnter';
  /** The font that VS Code's own chat is set to; absent: that of the window. */
  readonly font?: ChatFont;
  /** Name of the document that an answer would be inserted into; absent: a new one. */
  readonly insertTarget?: string;
  /**
   * For answers whose question others on other pages have answered, by message and source: the names of those that name
   * the same source.
   */
  readonly sharedSources?: SharedSources;
  /** The view of sources is in sight: a passage is shown there and not below the answer. */
  readonly sourcesBeside?: boolean;
  /** Sentence and actions for each message that carries an error, by message id. */
  readonly notes: Readonly<Record<string, Note>>;
  /** A sentence in place of the transcript, for example why the thread could not be loaded. */
  readonly obstacle?: Note;
  readonly loading: boolean;
  /** Older messages are being read; it can be stopped, and a question makes an end of it. */
  readonly loadingOlder?: boolean;
}

/** A file on its way to the vendor, as its chip says it. `failed`: it must be removed before anything is sent. */
export interface FileChip {
  readonly name: string;
  readonly size: string;
  readonly state: 'busy' | 'ready' | 'failed';
  readonly status: string;
}

/** Size in CSS pixels. */
export interface ChatFont {
  readonly size?: number;
  readonly family?: string;
}

export interface SessionHead {
  readonly id: string;
  readonly connectionId: string;
  readonly connectionLabel: string;
  readonly assistant: Assistant;
  readonly threadId?: string;
  readonly title?: string;
  readonly isTitleLocal?: boolean;
  /** The sentence that tells that this is the demo, and what that means. */
  readonly demo?: string;
  /** Shown above the composer, for example that what is shown may have changed meanwhile. */
  readonly banner?: string;
}

/** An error as a person reads it: what happened, and what helps. */
export interface Note {
  readonly text: string;
  readonly actions: readonly { readonly action: NoteAction; readonly label: string }[];
  /** Actions that send wait until then (ISO 8601). */
  readonly until?: string;
  /** The service's id of the failed request. */
  readonly requestId?: string;
}

export const noteActions = [
  'retry',
  'reload-thread',
  'look-again',
  'take-back',
  'edit-question',
  'new-session',
  'new-thread',
  'keep-copy',
  'enter-details',
  'remove-file',
  'choose-another',
  'set-api-key',
  'edit-connection',
  'test-connection',
  'reload-window',
  'show-log',
  'add-connection',
  'try-demo',
] as const;
export type NoteAction = (typeof noteActions)[number];

/** The commands that `/` offers in the composer. `find` is the page's own. */
export const slashCommands = ['new', 'attach', 'export', 'rename', 'delete', 'prompt', 'find', 'stop'] as const;
export type SlashCommand = (typeof slashCommands)[number];

/** Further commands of the title's menu. */
export const menuCommands = ['find-thread', 'move', 'guide', 'settings'] as const;
export type MenuCommand = (typeof menuCommands)[number];

export const answerActions = ['copy', 'insert', 'replace', 'new-document', 'export', 'compare'] as const;
export type AnswerAction = (typeof answerActions)[number];

export const codeActions = ['copy', 'insert'] as const;
export type CodeAction = (typeof codeActions)[number];

export const dropProblems = ['several', 'too-large'] as const;
export type DropProblem = (typeof dropProblems)[number];

export const queueActions = ['send', 'edit', 'remove'] as const;
export type QueueAction = (typeof queueActions)[number];

export type FromWebview =
  | { readonly type: 'ready' }
  /** `to`: the assistant that the page showed as chosen, `contextIds`: the chips that it showed when the person sent. */
  | {
      readonly type: 'send';
      readonly sessionId: string;
      readonly to: AssistantKey;
      readonly text: string;
      readonly contextIds: readonly string[];
    }
  | { readonly type: 'stop'; readonly sessionId: string }
  | { readonly type: 'queued'; readonly action: QueueAction; readonly sessionId: string }
  | { readonly type: 'run-command'; readonly command: SlashCommand | MenuCommand }
  | { readonly type: 'edit-question'; readonly sessionId: string; readonly messageId: string }
  | { readonly type: 'delete-question'; readonly sessionId: string; readonly messageId: string }
  | { readonly type: 'cancel-edit'; readonly sessionId: string }
  | { readonly type: 'regenerate'; readonly sessionId: string }
  /** `basedOn`: what it was before; absent: what the page told last of this conversation, or nothing. */
  | { readonly type: 'draft'; readonly sessionId: string; readonly text: string; readonly basedOn?: string }
  /** Typing has paused: the draft is to be on the disk at once. */
  | { readonly type: 'draft-rests' }
  /** The page has the focus: what is opened from now on stands there. */
  | { readonly type: 'used' }
  /** A table was copied that a spreadsheet may take formulas from. */
  | { readonly type: 'formula-copied' }
  | {
      readonly type: 'choose';
      readonly connectionId: string;
      readonly assistantId: string;
      /** The text that was typed in this conversation beside the assistant's name: it is for the one that begins. */
      readonly carry?: { readonly sessionId: string; readonly text: string };
    }
  | { readonly type: 'remove-context'; readonly sessionId: string; readonly id: string }
  | { readonly type: 'attach-file'; readonly sessionId: string }
  | { readonly type: 'drop-uris'; readonly sessionId: string; readonly uris: readonly string[] }
  /** A file from outside VS Code: the page alone can read it. */
  | { readonly type: 'drop-file'; readonly sessionId: string; readonly name: string; readonly bytes: ArrayBuffer }
  /** Files were dropped that cannot be attached: more than one, or one that is too large. */
  | { readonly type: 'drop-refused'; readonly sessionId: string; readonly reason: DropProblem }
  | { readonly type: 'remove-file'; readonly sessionId: string }
  | { readonly type: 'rate'; readonly sessionId: string; readonly messageId: string; readonly rating: Rating | 'none' }
  | { readonly type: 'say-why'; readonly sessionId: string; readonly messageId: string }
  | { readonly type: 'recap'; readonly sessionId: string }
  | { readonly type: 'load-older'; readonly sessionId: string }
  | { readonly type: 'answer'; readonly sessionId: string; readonly action: AnswerAction; readonly messageId: string }
  /** Lines of the answer's Markdown that the code block covers: first inclusive, last exclusive, 0-based. */
  | {
      readonly type: 'code';
      readonly sessionId: string;
      readonly action: CodeAction;
      readonly messageId: string;
      readonly firstLine: number;
      readonly lastLine: number;
    }
  /** The words that are selected in an answer. */
  | {
      readonly type: 'selected-part';
      readonly sessionId: string;
      readonly messageId: string;
      readonly text: string;
    }
  | { readonly type: 'show-source'; readonly sessionId: string; readonly messageId: string; readonly sourceId: string }
  | { readonly type: 'open-source'; readonly sessionId: string; readonly messageId: string; readonly sourceId: string }
  /** A link in an answer; the host opens it only when it stands in that answer and is https. */
  | { readonly type: 'open-link'; readonly sessionId: string; readonly messageId: string; readonly href: string }
  /** `messageId` is absent for the obstacle and the welcome, `sessionId` for the welcome. */
  | {
      readonly type: 'note-action';
      readonly sessionId?: string;
      readonly action: NoteAction;
      readonly messageId?: string;
    };

/** A message as a part of the page says it: of which conversation, the page adds. */
export type PageMessage = FromWebview extends infer M
  ? M extends { readonly sessionId: string }
    ? Omit<M, 'sessionId'> & { readonly sessionId?: string }
    : M
  : never;

/** A table with one handler for each message: a missing or a superfluous one does not compile. */
export type Handlers<M extends { readonly type: string }> = {
  readonly [T in M['type']]: (message: Extract<M, { readonly type: T }>) => void;
};

export function dispatch<M extends { readonly type: string }>(handlers: Handlers<M>, message: M): void {
  // The table is complete by its type; TypeScript cannot follow the correlation of key and value.
  (handlers[message.type as M['type']] as (message: M) => void)(message);
}
