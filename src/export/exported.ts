import type { Message, Source } from '../chat/model/model.ts';
import { markdownOf } from '../chat/text/structuredResult.ts';
import { withoutSecrets } from './secrets.ts';

export interface ExportWords {
  /** The language that the document is mostly in, as HTML and Word name it. */
  readonly language: string;
  readonly title: string;
  readonly assistant: string;
  readonly connection: string;
  /** The line that tells when the conversation took place and was exported. */
  readonly dates: string;
  readonly you: string;
  readonly sources: string;
  /** Returns the sentence that tells how many sources are left out. */
  readonly moreSources: (count: number) => string;
  /** The words after a passage that goes on. */
  readonly shortened: string;
  /** Heading above what the vendor told beside the answers, and what that is good for. */
  readonly details: string;
  readonly detailsAre: string;
  /** The vendor's own titles for the keys of those data. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Returns the notices about an answer that must not be missed, each a sentence. */
  readonly notices: (message: Message) => readonly string[];
  readonly aiNotice: string;
  /** The sentence above a question at which the vendor had forgotten the conversation. */
  readonly contextLost: string;
  /** The assistant's greeting above a conversation, Markdown. */
  readonly greeting?: string;
  /** The sentence that tells which part of the conversation the document lacks; absent: it holds all. */
  readonly lacks?: string;
  /** A message's state in words; empty where there is nothing to say. */
  readonly state: (message: Message) => string;
  readonly time: (iso: string) => string;
}

/** A message as every form of a document has it: who said when what, on what it rests, what went along with it. */
export interface Section {
  readonly author: string;
  /** Time and state, as far as there is something to say. */
  readonly facts: readonly string[];
  /** Sentences that stand above it, and below its text. */
  readonly above: readonly string[];
  readonly below: readonly string[];
  /** Markdown. */
  readonly text: string;
  readonly file?: string;
  readonly context: readonly { readonly label: string; readonly text: string }[];
  readonly sources: readonly Source[];
  /** The sentence that tells how many more sources there are. */
  readonly sourcesLeftOut?: string;
}

/** The messages as a document has them: below what the assistant greeted with, as the chat shows it. */
export function withGreeting(messages: readonly Message[], { greeting = '' }: ExportWords): readonly Message[] {
  if (greeting.trim() === '') return messages;
  const message = { id: 'greeting', role: 'assistant', text: greeting, sources: [], context: [] } as const;
  return [{ ...message, state: 'complete' }, ...messages];
}

export function sectionOf(message: Message, words: ExportWords): Section {
  const { createdAt = '', attachment, moreSources = 0 } = message;
  return {
    author: message.role === 'user' ? words.you : (message.author ?? words.assistant),
    facts: [Number.isNaN(Date.parse(createdAt)) ? '' : words.time(createdAt), words.state(message)].filter(Boolean),
    above: message.contextLost ? [words.contextLost] : [],
    below: words.notices(message),
    text: message.role === 'assistant' ? markdownOf(message.text) : message.text,
    ...(attachment && { file: attachment.name || attachment.fileId }),
    context: message.context.map(({ label, firstLine, lastLine, text }) => ({
      label: `${label} ${firstLine === lastLine ? firstLine : `${firstLine}–${lastLine}`}`,
      text,
    })),
    sources: message.sources,
    ...(moreSources > 0 && { sourcesLeftOut: words.moreSources(moreSources) }),
  };
}

/** The sentences below the title. */
export function sentencesOf({ aiNotice, lacks }: ExportWords): readonly string[] {
  return lacks === undefined ? [aiNotice] : [aiNotice, lacks];
}

/** A passage as Markdown that says that it goes on. */
export function passageOf({ passage, shortened }: Source, words: Pick<ExportWords, 'shortened'>): string {
  return shortened ? `${passage}\n\n[… ${words.shortened}]` : passage;
}

/**
 * The vendor's own metadata as JSON, where there is any that this client does not know: what it knows stands with its
 * answer. Never a key.
 */
export function metadataOf(messages: readonly Message[], { labels }: Pick<ExportWords, 'labels'>): string | undefined {
  const answers = messages.flatMap(({ storedId, createdAt, details }) =>
    details?.other ? [{ ...(storedId !== undefined && { id: storedId }), createdAt, ...details }] : [],
  );
  if (answers.length === 0) return undefined;
  const titles = labelsOf(messages, labels);
  // The keys stay as they came; what they mean stands above.
  const all = titles ? { labels: titles, answers } : answers;
  return JSON.stringify(withoutSecrets(all), undefined, 2);
}

/** The titles of the data that messages have, as far as the vendor gives them any. */
export function labelsOf(
  messages: readonly Message[],
  labels: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> | undefined {
  const keys = new Set(messages.flatMap(({ details }) => Object.keys(details?.other ?? {})));
  const named = Object.entries(labels).filter(([key]) => keys.has(key));
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}
