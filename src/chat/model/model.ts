import type { ErrorData } from './errorData.ts';

/** The words of the domain. Plain data: it crosses from host to webview and on to disk unchanged. */

/** Someone who can be asked. `id` is unique within its connection. */
export interface Assistant {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** First line to show in an empty thread. */
  readonly greeting?: string;
  /** Questions a newcomer may try. */
  readonly examples?: readonly string[];
  /** Credit that every displayed answer must carry, for example `Haufe` (Haufe usage guidelines). */
  readonly poweredBy?: string;
  /** Whether its answers are expected to name sources. */
  readonly expectsSources?: boolean;
  /** Names of the language models behind it, as the vendor tells them. */
  readonly models?: readonly string[];
  /** Longest message that it takes, in code points, where that is not the usual. */
  readonly maximumLength?: number;
  /** The vendor's `maxTokens`, which is explained nowhere: told, and never a limit. */
  readonly maximumTokens?: number;
  /** The time at which the session that was opened last ends by itself, ISO 8601. */
  readonly sessionEnds?: string;
  /** Whether it answers from its organisation's own documents; `only`: from nothing else. */
  readonly ownData?: 'also' | 'only' | 'none';
  /** The details that the vendor requires with every question, as dotted paths, for example `user_data.licence`. */
  readonly requiredFields?: readonly string[];
  /** The titles that the vendor gives to the metadata of its answers, by their keys. */
  readonly metadataLabels?: Readonly<Record<string, string>>;
  /** Its vendor takes no reason with a rating, whatever its connection does. */
  readonly takesReasons?: false;
  /** Its connection asks another one now: its conversations can be read, exported and deleted, and go no further. */
  readonly former?: true;
  /** Its features beyond asking. Absent: none. */
  readonly features?: readonly Feature[];
}

/**
 * Features that only some assistants have: rating an answer, attaching a file, taking a long question as several
 * messages, answering without a thread, deleting a message, taking a message without answering it.
 */
export type Feature = 'feedback' | 'files' | 'long-questions' | 'ask-once' | 'delete-message' | 'add-message';

/** A conversation with one assistant. `id` is the vendor's, or ours where the vendor keeps none. */
export interface Thread {
  readonly connectionId: string;
  readonly assistantId: string;
  readonly id: string;
  readonly title: string;
  /** Whether it was given on this computer, in the place of the vendor's. */
  readonly isTitleLocal?: boolean;
  /** Another user of the connection's API key began it: it is marked, and nothing of it is stored on this computer. */
  readonly isOthers?: true;
  /** ISO 8601, UTC. */
  readonly createdAt?: string;
  readonly updatedAt?: string;
}

/** One passage that an answer rests on. `id` is unique within its answer, starting at `1`. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly section?: string;
  readonly passage: string;
  /** https only; opened by a click, never by itself. */
  readonly link?: string;
  /** The passage goes on; so much of one is not shown. */
  readonly shortened?: true;
}

/** A piece of editor text sent along with a question, as the person saw it on its chip. */
export interface ContextItem {
  readonly id: string;
  /** File name as shown, without its folder. */
  readonly label: string;
  /** First and last line, 1-based. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** Exactly what is sent. */
  readonly text: string;
}

/**
 * The progress of a message.
 * Questions: `sending` → `sent`, or `failed` (surely not taken by the vendor), or `unknown` (perhaps taken).
 * Answers: (`waiting` for one of the few places →) `asking` → `answering` → `complete`, `stopped`, `interrupted` (cut off), `failed`, `empty` (no text came).
 */
export const messageStates = [
  'sending',
  'sent',
  'unknown',
  'waiting',
  'asking',
  'answering',
  'complete',
  'stopped',
  'interrupted',
  'failed',
  'empty',
] as const;
export type MessageState = (typeof messageStates)[number];

export interface Message {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  /** Shown in the header of an answer; a workflow names its steps. */
  readonly author?: string;
  readonly text: string;
  /** ISO 8601, UTC. */
  readonly createdAt?: string;
  readonly sources: readonly Source[];
  /** The number of sources beyond those; absent: none. */
  readonly moreSources?: number;
  readonly context: readonly ContextItem[];
  readonly state: MessageState;
  readonly error?: ErrorData;
  /** Whether the vendor had forgotten the messages above this question. */
  readonly contextLost?: true;
  /** The question that it answers, by its id, where the vendor keeps no messages and we do. */
  readonly answerTo?: string;
  /** The vendor's id, once it is known: what feedback and deleting go by. */
  readonly storedId?: string;
  /** All of its ids, where a long question is stored as several messages; the first one is `storedId`. */
  readonly storedIds?: readonly string[];
  /** The file that went out with a question. */
  readonly attachment?: AttachedFile;
  readonly details?: AnswerDetails;
}

/** A file at the vendor that a question may refer to. */
export interface AttachedFile {
  readonly fileId: string;
  readonly name: string;
}

/** Details that the vendor tells about an answer beside its text. */
export interface AnswerDetails {
  /** The question asks for legal advice, which the assistant does not give. */
  readonly legalAdvice?: boolean;
  /** The vendor's classification of the question. */
  readonly intent?: string;
  /** Names of tools that the vendor wanted to have called; this client calls none. */
  readonly toolCalls?: readonly string[];
  /** The number of further tools. */
  readonly moreToolCalls?: number;
  /** The vendor's metadata as it came, kept for export. */
  readonly other?: Readonly<Record<string, unknown>>;
}

/** The number of requests that a service has told to be left. */
export interface Quota {
  readonly left: number;
  /** The number of requests in all; absent where it is not told. */
  readonly limit?: number;
  /** The time at which they are as many again, in milliseconds since 1970. */
  readonly until?: number;
}

/** An event of a vendor while it answers. A provider yields `run-end` last; a stream without it was cut off. */
export type RunEvent =
  /** The question is stored at the vendor (its id there): from here on it must not be sent again. */
  | { readonly type: 'question-stored'; readonly messageId?: string }
  /** A further answer begins; the first one needs no start. */
  | { readonly type: 'answer-start'; readonly messageId?: string; readonly author?: string }
  | { readonly type: 'text-delta'; readonly delta: string }
  /** `moreSources`: how many the answer has so far beyond those that are told at all. */
  | { readonly type: 'sources-found'; readonly sources: readonly Source[]; readonly moreSources?: number }
  /** The vendor's id of the answer that is being told. */
  | { readonly type: 'answer-stored'; readonly messageId: string }
  /** Details beside the text; a later one replaces an earlier one key by key. */
  | { readonly type: 'details-found'; readonly details: AnswerDetails }
  /** The vendor's stored answer differs from what was streamed; it wins. */
  | { readonly type: 'text-replaced'; readonly text: string }
  /** The vendor has forgotten the earlier turns (CopilotBuilder sessions expire). */
  | { readonly type: 'context-lost' }
  /** `error`, of a complete one: why it could not be kept on this computer; of a broken one: why it broke off. */
  | { readonly type: 'run-end'; readonly reason: EndReason; readonly error?: ErrorData };

/**
 * The reason why a run ends: a whole answer, a length limit, a content filter, a failure (`error`), or, where no answer
 * was asked for, that the message is there.
 */
export type EndReason = 'complete' | 'length' | 'filtered' | 'broken' | 'added';

/** An event of a run while it goes on: all but its end, and whether it waits for a permit. */
export type RunProgressEvent =
  | Exclude<RunEvent, { type: 'run-end' }>
  | { readonly type: 'run-waiting'; readonly waiting: boolean };

/** The key of an assistant: its name is none, since two connections may have assistants of the same name. */
export interface AssistantKey {
  readonly connectionId: string;
  readonly assistantId: string;
}

/** A person's rating of an answer. */
export type Rating = 'positive' | 'negative';

/** A text that was not sent, with its passages. */
export interface Draft {
  readonly text: string;
  readonly passages: readonly ContextItem[];
}

/** An assistant as a list offers it. */
export interface AssistantChoice extends AssistantKey {
  readonly connectionLabel: string;
  readonly name: string;
}

/** A request as somebody else could send it, for the support of a service. The key stands in it as `<API_KEY>`. */
export interface DescribedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as JSON; absent: none. */
  readonly body?: unknown;
}
