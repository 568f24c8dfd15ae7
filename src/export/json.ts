import type { Message, MessageState } from '../chat/model/model.ts';
import { labelsOf } from './exported.ts';
import { type ExportedThread, exportedThread } from './jsonShapes.ts';
import { withoutSecrets } from './secrets.ts';

/** The mark of our own files, and the version of their form. */
const format = 'expert-assistants-conversation';
const version = 1;

/** States that end when the window does: in a file, nothing is on its way. */
const atRest: Partial<Record<MessageState, MessageState>> = {
  sending: 'unknown',
  waiting: 'empty',
  asking: 'empty',
  answering: 'interrupted',
};

/** A conversation as JSON: all that the chat holds of it, without what is no message of a person or an assistant, and without keys. */
export function exportJson(thread: ExportedThread): string {
  const messages = thread.messages.filter(({ role }) => /^(?:user|assistant)$/.test(role)).map(asKept);
  const labels = labelsOf(messages, thread.labels);
  return `${JSON.stringify({ format, version, ...thread, labels, messages }, undefined, 2)}\n`;
}

function asKept(message: Message): Message {
  const state = atRest[message.state] ?? message.state;
  const { details } = message;
  if (details?.other === undefined) return { ...message, state };
  const other = withoutSecrets(details.other) as Readonly<Record<string, unknown>>;
  return { ...message, state, details: { ...details, other } };
}

export type ReadExport =
  | { readonly type: 'thread'; readonly thread: ExportedThread }
  /** No file of ours, one of a later version, or one of ours that was changed or cut off. */
  | { readonly type: 'foreign' | 'newer' | 'damaged' };

/** Reads what `exportJson` has written. */
export function readExport(text: string): ReadExport {
  const isOurs = text.includes(`"${format}"`);
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { type: isOurs ? 'damaged' : 'foreign' };
  }
  const head = Object(data) as { format?: unknown; version?: unknown };
  if (head.format !== format) return { type: 'foreign' };
  if (typeof head.version === 'number' && head.version > version) return { type: 'newer' };
  const thread = exportedThread(data);
  return thread ? { type: 'thread', thread } : { type: 'damaged' };
}
