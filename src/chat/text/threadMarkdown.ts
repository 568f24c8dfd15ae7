import type { Message } from '../model/model.ts';
import { asPart } from './citations/citations.ts';
import { asMarkdownLine } from './inlineMarkdown.ts';
import { namesSecret } from './redaction.ts';
import { reference } from './sourceReference.ts';
import { markdownOf } from './structuredResult.ts';

export interface ExportWords {
  readonly title: string;
  readonly assistant: string;
  readonly connection: string;
  readonly you: string;
  readonly sources: string;
  /** How many sources are left out, a sentence. */
  readonly moreSources: (count: number) => string;
  /** Said of a passage that goes on. */
  readonly shortened: string;
  /** Heading above what the vendor told beside the answers, and what that is good for. */
  readonly details: string;
  readonly detailsAre: string;
  /** What must not be missed about an answer, each a sentence. */
  readonly notices: (message: Message) => readonly string[];
  readonly aiNotice: string;
  /** Above a question at which the vendor had forgotten what was said before, a sentence. */
  readonly contextLost: string;
  /** What the document does not hold, a sentence; absent: it holds all of the conversation. */
  readonly lacks?: string;
  /** A message's state in words; empty where there is nothing to say. */
  readonly state: (message: Message) => string;
  readonly time: (iso: string) => string;
}

/** A conversation as a Markdown document: every message with author, time, state and sources, in reading order. */
export function exportThread(messages: readonly Message[], words: ExportWords): string {
  const head = [
    `# ${asMarkdownLine(words.title)}`,
    asMarkdownLine(`${words.assistant} · ${words.connection}`),
    `> ${words.aiNotice}`,
    ...(words.lacks === undefined ? [] : [`> ${words.lacks}`]),
  ];
  const body = messages.map((message) => exportMessage(message, words));
  return `${[...head, ...body, ...exportDetails(messages, words)].join('\n\n')}\n`;
}

function exportMessage(message: Message, words: ExportWords): string {
  const author = message.role === 'user' ? words.you : (message.author ?? words.assistant);
  const { createdAt = '' } = message;
  const facts = [Number.isNaN(Date.parse(createdAt)) ? '' : words.time(createdAt), words.state(message)].filter(
    Boolean,
  );
  const file = message.attachment && `*${asMarkdownLine(message.attachment.name || message.attachment.fileId)}*`;
  const context = message.context.map(
    (item) => `${asMarkdownLine(item.label)} ${item.firstLine}–${item.lastLine}:\n\n${quote(item.text)}`,
  );
  const sources = message.sources.map((source) => {
    const passage = source.shortened ? `${source.passage}\n\n[… ${words.shortened}]` : source.passage;
    return `${source.id}. ${reference(source)}\n\n${indent(quote(passage))}`;
  });
  const { moreSources = 0 } = message;
  return [
    ...(message.contextLost ? [`> ${words.contextLost}`] : []),
    `## ${[asMarkdownLine(author), ...facts].join(' · ')}`,
    asPart(message.role === 'assistant' ? markdownOf(message.text) : message.text, 2),
    ...(file === undefined ? [] : [file]),
    ...context,
    ...words.notices(message).map((notice) => `> ${notice}`),
    ...(sources.length > 0 ? [`### ${words.sources}`, ...sources] : []),
    ...(moreSources > 0 ? [words.moreSources(moreSources)] : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/**
 * The vendor's own metadata as one block of JSON, where there is any that this client does not know: what it knows stands
 * with its answer. Never a key.
 */
function exportDetails(messages: readonly Message[], words: ExportWords): readonly string[] {
  const told = messages.flatMap(({ storedId, createdAt, details }) =>
    details?.other ? [{ ...(storedId !== undefined && { id: storedId }), createdAt, ...details }] : [],
  );
  if (told.length === 0) return [];
  const json = JSON.stringify(told, (key, value: unknown) => (namesSecret(key) ? undefined : value), 2);
  // A fence that nothing inside can close.
  let length = 3;
  for (const [ticks] of json.matchAll(/`+/g)) length = Math.max(length, ticks.length + 1);
  const fence = '`'.repeat(length);
  return [`## ${words.details}`, words.detailsAre, `${fence}json\n${json}\n${fence}`];
}

function quote(text: string): string {
  return asPart(text, 2)
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

function indent(text: string): string {
  return text.replace(/^/gm, '   ');
}
