import { randomUUID } from 'node:crypto';
import { feedback, type Ratings, reasons } from './haufeFeedback.ts';
import { HaufeFiles } from './haufeFiles.ts';
import { HaufeRates } from './haufeRates.ts';
import { error, invalid, notUuid, page, uuid } from './haufeReplies.ts';
import { bodyOf, json, nothing, type RecordedRequest, type Reply } from './reply.ts';

/** Haufe's Copilot via API as documented (docs.haufe.ai): assistants, threads, messages, answers. */

export interface ServedAssistant {
  readonly id: string;
  readonly name: string;
  readonly streaming: boolean;
  readonly meta_data_response_schema: Readonly<Record<string, unknown>>;
  readonly request_required_fields: Readonly<Record<string, readonly string[]>>;
}

export interface ServedThread {
  readonly id: string;
  readonly assistant_id: string;
  readonly tenant_id: string;
  readonly user_id: string | null;
  readonly title: string;
  readonly created_at: string;
  last_updated_at: string;
  deleted: boolean;
  /** Made by Chat Completions: no message can be added. */
  completion?: boolean;
  /** Oldest first. */
  readonly messages: ServedMessage[];
}

export interface ServedMessage {
  readonly id: string;
  readonly thread_id: string;
  readonly role: string;
  readonly content: string;
  readonly created_at: string;
  readonly sources?: readonly unknown[];
  readonly meta_data?: unknown;
  readonly attachments?: readonly unknown[];
  readonly tool_calls?: readonly unknown[];
}

export interface ServedAnswer {
  readonly text: string;
  readonly sources: readonly unknown[];
  /** Laid over the usual `meta_data`. */
  readonly meta_data?: Readonly<Record<string, unknown>>;
}

const schema = { type: 'object', title: 'LGAgentMetaDataModel', properties: {}, required: ['legal_advice', 'intent'] };
const assistant = (
  id: string,
  name: string,
  streaming: boolean,
  required: readonly string[] = [],
): ServedAssistant => ({
  id,
  name,
  streaming,
  meta_data_response_schema: schema,
  request_required_fields: required.length > 0 ? { __root__: ['user_data'], user_data: required } : {},
});

export const hr = assistant('0b7f3f0e-5f0c-4d35-9f6e-0d6f2b1f9a01', 'Haufe Copilot HR', true);
export const tax = assistant('0b7f3f0e-5f0c-4d35-9f6e-0d6f2b1f9a02', 'Haufe Copilot Tax', false);
export const realEstate = assistant('0b7f3f0e-5f0c-4d35-9f6e-0d6f2b1f9a03', 'Haufe Copilot Real Estate', true, [
  'licence',
]);

const tenant = '5e0b1a52-7f8e-4b6e-8a3c-1f2d3c4b5a60';

export class HaufeService {
  baseUrl = '';
  readonly key = 'haufe-key-3f9a';
  readonly assistants: ServedAssistant[] = [hr, tax, realEstate];
  readonly threads: ServedThread[] = [];
  readonly files = new HaufeFiles();
  readonly ratings: Ratings = new Map();
  /** `sent`: an answer is stored once it was sent to its end; `always`: from the start; `never`. */
  storesAnswer: 'sent' | 'always' | 'never' = 'sent';
  /** Those that the tenant may use; absent: any. Another one raises no error: the answer is only worse (Quickstart). */
  licenses: ReadonlySet<string> | undefined;
  /** Whether more requests are refused than are documented; most tests ask faster than people do. */
  keepsRates = false;
  /** Entries of a list that may be asked for at once. */
  mostEntries = 100;
  readonly #rates = new HaufeRates();
  /** What is answered; the words are sent one by one. */
  answers: (question: string) => ServedAnswer = (question) => ({
    text: `Zur Frage „${question}“: Das Arbeitsverhältnis endet fristgerecht. 👩🏽‍⚖️ Siehe § 622 BGB.`,
    sources: [
      {
        content: 'Das Arbeitsverhältnis kann mit einer Frist von vier Wochen gekündigt werden.',
        meta_data: { document_title: 'Kündigungsfristen', section: '§ 622 BGB', app_doc_id: 'HI123456' },
      },
      {
        content: 'Für die Frist gilt der Zugang.',
        meta_data: { document_title: 'Zugang der Kündigung', section: '2' },
      },
    ],
  });
  #clock = Date.parse('2026-04-15T08:00:00.000Z');

  /** A thread as if it had been made elsewhere. `turns`: question and answer in turn. */
  addThread(
    assistantId: string,
    title: string,
    turns: readonly string[] = [],
    userId: string | null = null,
  ): ServedThread {
    const now = this.#now();
    const thread: ServedThread = {
      id: randomUUID(),
      assistant_id: assistantId,
      tenant_id: tenant,
      user_id: userId,
      title,
      created_at: now,
      last_updated_at: now,
      deleted: false,
      messages: [],
    };
    this.threads.push(thread);
    for (const [index, content] of turns.entries()) this.addMessage(thread, index % 2 ? 'assistant' : 'user', content);
    return thread;
  }

  addMessage(thread: ServedThread, role: string, content: string, more: Partial<ServedMessage> = {}): ServedMessage {
    const message = { id: randomUUID(), thread_id: thread.id, role, content, created_at: this.#now(), ...more };
    thread.messages.push(message);
    thread.last_updated_at = message.created_at;
    return message;
  }

  thread(id: string): ServedThread | undefined {
    return this.threads.find((thread) => thread.id === id);
  }

  /** The reply to `request`, or undefined when it is not under this vendor's base path. */
  answer(request: RecordedRequest): Reply | undefined {
    const route = /^\/agents\/v1\/(.*)$/.exec(request.path)?.[1];
    if (route === undefined) return undefined;
    if (request.headers['api-key'] !== this.key) return error(401, 'unauthorized');
    const wait = this.keepsRates ? this.#rates.count(route) : undefined;
    if (wait !== undefined) {
      const refused = error(429, 'rate_limit_gateway');
      return { ...refused, headers: { ...refused.headers, 'retry-after': String(wait) } };
    }
    const [room, id, part, sub, own] = route.split('/').map(decodeURIComponent);
    if (room === 'assistants' && request.method === 'GET') return this.#assistants(id);
    if (room === 'files') return this.files.answer(request, [id, part]);
    if (room === 'chat') {
      if (id !== 'completions' || (part !== undefined && part !== 'stream')) return json(404, { detail: 'Not Found' });
      return request.method === 'POST' ? this.#complete(request, part === 'stream') : notAllowed;
    }
    if (room === 'feedback') return request.method === 'GET' ? json(200, reasons) : notAllowed;
    if (room !== 'threads') return json(404, { detail: 'Not Found' });
    if (id === undefined && request.method === 'POST') return this.#create(request);
    if (id === undefined) return request.method === 'GET' ? this.#list(request) : notAllowed;
    if (!uuid.test(id)) return notUuid('thread_id');
    const thread = this.thread(id);
    if (!thread) return error(404, 'thread_not_found');
    if (thread.deleted) return error(400, 'thread_is_deactivated');
    if (part === 'messages' && sub !== undefined) return this.#oneMessage(request, thread, sub, own);
    switch (`${request.method} ${part ?? ''}`) {
      case 'GET ':
        return json(200, publicThread(thread));
      case 'DELETE ':
        thread.deleted = true;
        return nothing;
      case 'GET messages':
        return page(request, [...thread.messages].reverse(), (message) => message, this.mostEntries);
      case 'POST messages':
        return this.#append(request, thread);
      case 'POST run':
        return this.#run(request, thread, sub === 'stream');
      default:
        return notAllowed;
    }
  }

  #assistants(id: string | undefined): Reply {
    if (id === undefined) return json(200, this.assistants);
    const found = this.assistants.find((candidate) => candidate.id === id);
    return found ? json(200, found) : error(404, 'assistant_not_found');
  }

  #list(request: RecordedRequest): Reply {
    const user = request.query.get('user_id');
    const deleted = request.query.get('include_deleted') === 'true';
    const threads = this.threads.filter((thread) => (deleted || !thread.deleted) && (!user || thread.user_id === user));
    return page(request, threads.reverse(), publicThread, this.mostEntries);
  }

  #create(request: RecordedRequest): Reply {
    const { assistant_id, title, user_id } = bodyOf(request) ?? {};
    if (typeof assistant_id !== 'string') return invalid('assistant_id');
    if (typeof title !== 'string' || title === '') return invalid('title');
    if (user_id !== undefined && !(typeof user_id === 'string' && uuid.test(user_id))) return notUuid('user_id');
    if (!this.assistants.some(({ id }) => id === assistant_id)) return error(403, 'assistant_not_available');
    return json(201, publicThread(this.addThread(assistant_id, title, [], user_id ?? null)));
  }

  #append(request: RecordedRequest, thread: ServedThread): Reply {
    const { role, content, attachments = [] } = bodyOf(request) ?? {};
    if (thread.completion) return error(400, 'bad_request');
    // Only the person's own messages are taken (docs.haufe.ai, Quickstart).
    if (role !== 'user') return invalid('role');
    if (typeof role !== 'string' || typeof content !== 'string' || !Array.isArray(attachments))
      return invalid('content');
    if (content.trim() === '') return error(422, 'message_content_empty');
    if ([...content].length > 30_000 || !content.isWellFormed()) return invalid('content');
    const refusal = this.files.refusal(attachments, attachmentsOf(thread));
    if (refusal) return refusal;
    return json(201, this.addMessage(thread, role, content, attachments.length > 0 ? { attachments } : {}));
  }

  #oneMessage(request: RecordedRequest, thread: ServedThread, id: string, part: string | undefined): Reply {
    if (!uuid.test(id)) return notUuid('message_id');
    const index = thread.messages.findIndex((message) => message.id === id);
    if (part === 'feedback') return feedback(request, thread.messages[index], this.ratings);
    if (part !== undefined) return json(404, { detail: 'Not Found' });
    if (request.method !== 'DELETE') return notAllowed;
    if (index < 0) return error(404, 'message_not_found');
    thread.messages.splice(index, 1);
    return nothing;
  }

  /** The answer to the thread's last message, or why there is none. */
  #think(request: RecordedRequest, thread: ServedThread): Reply | ServedMessage {
    const last = thread.messages.at(-1);
    if (!last || !['user', 'tool'].includes(last.role)) return error(400, 'incorrect_stack_ending');
    const required = this.assistants.find(({ id }) => id === thread.assistant_id)?.request_required_fields ?? {};
    const given = bodyOf(request)?.['meta_data'] as { user_data?: Record<string, unknown> } | undefined;
    if (isMissing(required, '__root__', given)) return error(422, 'request_metadata_missing_or_incomplete');
    if (this.files.busy(attachmentsOf(thread))) return error(409, 'conflict');
    const license = given?.user_data?.['licence'];
    const isWorse = license !== undefined && this.licenses?.has(String(license)) === false;
    const good = this.answers(last.content);
    const { text: content, sources, meta_data: more } = isWorse ? { ...good, text: 'Allgemeines.', sources: [] } : good;
    const meta_data = {
      type: '53aa66b7-b874-407f-967c-3a959c919d62',
      intent: 'question',
      legal_advice: false,
      ...more,
    };
    const common = { id: randomUUID(), thread_id: thread.id, role: 'assistant', created_at: this.#now() };
    return { ...common, content, sources, meta_data };
  }

  #complete(request: RecordedRequest, streamed: boolean): Reply {
    const { assistant_id, messages, user_id } = bodyOf(request) ?? {};
    if (!this.assistants.some(({ id }) => id === assistant_id)) return error(404, 'assistant_not_found');
    if (!Array.isArray(messages) || messages.length === 0) return invalid('messages');
    if (user_id !== undefined && user_id !== null && !(typeof user_id === 'string' && uuid.test(user_id)))
      return notUuid('user_id', 'body');
    for (const { role, content } of messages) {
      if (!['user', 'system', 'assistant', 'tool'].includes(role) || typeof content !== 'string')
        return invalid('messages');
      if (content.trim() === '') return error(422, 'message_content_empty');
      if ([...content].length > 30_000 || !content.isWellFormed()) return invalid('content');
    }
    const thread = this.addThread(String(assistant_id), '', [], typeof user_id === 'string' ? user_id : null);
    thread.completion = true;
    for (const { role, content } of messages) this.addMessage(thread, role, content);
    return this.#run(request, thread, streamed);
  }

  #run(request: RecordedRequest, thread: ServedThread, streamed: boolean): Reply {
    const { streaming } = this.assistants.find(({ id }) => id === thread.assistant_id) ?? hr;
    if (streamed && !streaming) return error(422, 'engine_does_not_support_streaming');
    const answer = this.#think(request, thread);
    if ('status' in answer) return answer;
    if (streamed ? this.storesAnswer === 'always' : this.storesAnswer !== 'never') thread.messages.push(answer);
    if (!streamed) return json(200, answer);
    const { id: message_id, created_at, thread_id, sources = [], meta_data } = answer;
    const chunk = (content: string, more: object): string =>
      `${JSON.stringify({ created_at, message_id, thread_id, delta: { role: 'assistant', content, sources: [], ...more } })}\n`;
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      streamed: true,
      pieces: [
        ...(answer.content.match(/\S+\s*/g) ?? []).map((word) => chunk(word, {})),
        chunk('', { sources, meta_data }),
      ],
      onSent: () => {
        if (this.storesAnswer === 'sent') thread.messages.push(answer);
      },
    };
  }

  #now(): string {
    this.#clock += 1000;
    return new Date(this.#clock).toISOString().replace('Z', '000Z');
  }
}

const notAllowed: Reply = json(405, { detail: 'Method Not Allowed' });

/** Whether something of a level is not given, or of a level below it that has fields of its own. */
function isMissing(required: Readonly<Record<string, readonly string[]>>, level: string, given: unknown): boolean {
  return (required[level] ?? []).some((name) => {
    const value: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined;
    return name in required ? isMissing(required, name, value) || value === undefined : !value;
  });
}

function publicThread({ deleted: _, messages: __, completion: ___, ...thread }: ServedThread): unknown {
  return thread;
}

function attachmentsOf({ messages }: ServedThread): readonly unknown[] {
  return messages.flatMap(({ attachments = [] }) => attachments);
}
