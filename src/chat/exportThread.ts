import { reference } from './citations.ts';
import type { Message } from './model.ts';

export interface ExportWords {
  readonly title: string;
  readonly assistant: string;
  readonly connection: string;
  readonly you: string;
  readonly sources: string;
  readonly aiNotice: string;
  /** A message's state in words; empty where there is nothing to say. */
  readonly state: (message: Message) => string;
  readonly time: (iso: string) => string;
}

/** A conversation as a Markdown document: every message with author, time, state and sources, in reading order. */
export function exportThread(messages: readonly Message[], words: ExportWords): string {
  const head = [`# ${words.title}`, `${words.assistant} · ${words.connection}`, `> ${words.aiNotice}`];
  return `${[...head, ...messages.map((message) => exportMessage(message, words))].join('\n\n')}\n`;
}

function exportMessage(message: Message, words: ExportWords): string {
  const author = message.role === 'user' ? words.you : (message.author ?? words.assistant);
  const facts = [message.createdAt && words.time(message.createdAt), words.state(message)].filter(Boolean);
  const context = message.context.map(
    (item) => `${item.label} ${item.firstLine}–${item.lastLine}:\n\n${quote(item.text)}`,
  );
  const sources = message.sources.map(
    (source) => `${source.id}. ${reference(source)}\n\n${indent(quote(source.passage))}`,
  );
  return [
    `## ${[author, ...facts].join(' · ')}`,
    message.text.trim(),
    ...context,
    ...(sources.length > 0 ? [`### ${words.sources}`, ...sources] : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function quote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

function indent(text: string): string {
  return text.replace(/^/gm, '   ');
}
