import { bodyOf, failure, invalid, type StoredThread, type WireAssistant, type WireMessage } from './haufe.ts';
import type { DemoFiles } from './haufeFiles.ts';
import { asObject, type Call } from './http.ts';

const longestMessage = 30_000;

/** Checks a message by the vendor's rules and adds it to its thread; a Response says why not. */
export function addMessage(thread: StoredThread, call: Call, files: DemoFiles, at: string): WireMessage | Response {
  const body = bodyOf(call);
  if (body instanceof Response) return body;
  if (thread.closed) return failure(400, 'bad_request', 'Nothing can be added to a thread of chat completions.');
  return add(thread, body, files, at);
}

/** Stores one message as the vendor takes it, alone or in the array of chat completions. */
export function add(
  thread: StoredThread,
  body: Readonly<Record<string, unknown>>,
  files: DemoFiles,
  at: string,
): WireMessage | Response {
  const { role, content, attachments = [] } = body;
  // Whatever the reference lists: the vendor's quickstart lets people add their own messages only.
  if (role !== 'user') return invalid('role', 'Only user messages are allowed', 'enum');
  if (typeof content !== 'string') return invalid('content', 'Input should be a valid string', 'string_type');
  if (content.trim() === '')
    return failure(422, 'message_content_empty', 'The content of a message must not be blank.');
  if ([...content].length > longestMessage)
    return invalid('content', `At most ${longestMessage} characters`, 'string_too_long');
  if (/\p{Surrogate}/u.test(content)) return invalid('content', 'Not valid Unicode', 'string_unicode');
  if (!Array.isArray(attachments)) return invalid('attachments', 'Input should be a valid list', 'list_type');
  const names = files.attach(attachments, thread.files);
  if (names instanceof Response) return names;
  thread.files.push(...names);
  return append(thread, { role, content, created_at: at, ...(attachments.length > 0 && { attachments }) });
}

/** Adds a message to its thread. */
export function append(
  thread: StoredThread,
  message: Omit<WireMessage, 'id' | 'thread_id'> & { readonly id?: string },
): WireMessage {
  const stored: WireMessage = { id: crypto.randomUUID(), thread_id: thread.wire.id, ...message };
  thread.messages.push(stored);
  thread.wire = { ...thread.wire, last_updated_at: stored.created_at };
  return stored;
}

/** Returns whether the thread may be answered now; a Response says why not. */
export function runRefusal(thread: StoredThread, assistant: WireAssistant, call: Call): Response | undefined {
  const body = bodyOf(call);
  if (body instanceof Response) return body;
  const missing = missingFields(assistant, body['meta_data']);
  if (missing.length > 0) {
    const names = missing.join(', ');
    return failure(422, 'request_metadata_missing_or_incomplete', `Required in meta_data: ${names}`);
  }
  if (thread.messages.at(-1)?.role !== 'user') {
    return failure(400, 'incorrect_stack_ending', 'The last message must have the role user or tool.');
  }
  return undefined;
}

/** `request_required_fields`: `__root__` is the level of `meta_data` itself, any other name an object in it. */
function missingFields(assistant: WireAssistant, metaData: unknown): string[] {
  const root = asObject(metaData);
  return Object.entries(assistant.request_required_fields).flatMap(([level, fields]) => {
    const owner = level === '__root__' ? root : asObject(root?.[level]);
    const missing = fields.filter((field) => {
      const value = owner && Object.hasOwn(owner, field) ? owner[field] : undefined;
      return value === undefined || value === null || value === '';
    });
    return missing.map((field) => (level === '__root__' ? field : `${level}.${field}`));
  });
}
