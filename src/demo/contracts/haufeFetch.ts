import { openLibrary } from '../library/library.ts';
import { type DemoOptions, readingPace } from '../library/options.ts';
import { demoWords } from '../library/words.ts';
import {
  assistants,
  bodyOf,
  failure,
  invalid,
  invalidAddress,
  newThread,
  page,
  type StoredThread,
  shortAssistantId,
  timestamp,
  uuid,
  type WireAssistant,
} from './haufe.ts';
import { feedback, reasons } from './haufeFeedback.ts';
import { demoFiles, demoStorageUrl } from './haufeFiles.ts';
import { add, addMessage, append, runRefusal } from './haufeMessages.ts';
import { answerStream } from './haufeStream.ts';
import { asObject, type Call, inProcessFetch, json, pause } from './http.ts';
import { storedThreads } from './storedThreads.ts';

export const demoHaufeBaseUrl = 'https://demo.invalid/agents';

/** A `fetch` that plays Haufe's "Copilot via API", with threads of its own, kept in memory. */
export function demoHaufeFetch(options: DemoOptions): typeof fetch {
  const { language, pace = readingPace, now = Date.now, store: kept } = options;
  const tenant = assistants(language);
  const words = demoWords[language];
  const threads = new Map<string, StoredThread>();
  const shelf = storedThreads(kept, threads, tenant);
  const consult = openLibrary(options);
  const time = () => timestamp(now());
  const files = demoFiles(language, pace > 0 ? 3_000 : 0, now);

  const handle = async (call: Call): Promise<Response> => {
    if (!call.headers.get('api-key')?.trim()) return failure(401, 'unauthorized', 'The API key is missing or wrong.');
    const [version, group, id, ...rest] = call.path.slice(1).split('/');
    if (version !== 'v1') return notFound();
    if (group === 'assistants') return call.method === 'GET' ? getAssistants(id, rest) : notAllowed();
    if (group === 'files') return files.handle(call, id === undefined ? [] : [id, ...rest]);
    if (call.method === 'GET' && call.path === '/v1/feedback/negative/reasons') return reasons(language);
    if (call.method === 'POST' && call.path === '/v1/chat/completions') return completions(call, false);
    if (call.method === 'POST' && call.path === '/v1/chat/completions/stream') return completions(call, true);
    if (group !== 'threads') return notFound();
    await shelf.read();
    if (id === undefined) {
      if (call.method === 'GET') return listThreads(call.query);
      return call.method === 'POST' ? createThread(call) : notAllowed();
    }
    if (!uuid.test(id)) return invalidAddress('path', 'thread_id', 'Input should be a valid UUID');
    const thread = threads.get(id);
    if (!thread) return failure(404, 'thread_not_found', 'There is no such thread.');
    if (thread.deleted) return failure(400, 'thread_is_deactivated', 'The thread was deleted.');
    return inThread(thread, call, rest);
  };

  const getAssistants = (id: string | undefined, rest: readonly string[]): Response => {
    if (rest.length > 0) return notFound();
    if (id === undefined) return json(200, tenant);
    if (!uuid.test(id)) return invalidAddress('path', 'assistant_id', 'Input should be a valid UUID');
    const found = tenant.find((assistant) => assistant.id === id);
    return found ? json(200, found) : failure(404, 'assistant_not_found', 'There is no such assistant.');
  };

  const listThreads = (query: URLSearchParams): Response => {
    const user = query.get('user_id');
    const shown = [...threads.values()].filter(
      ({ wire, deleted }) => (!deleted || query.get('include_deleted') === 'true') && (!user || wire.user_id === user),
    );
    return page(shown.map(({ wire }) => wire).reverse(), query);
  };

  const createThread = async (call: Call): Promise<Response> => {
    const body = bodyOf(call);
    if (body instanceof Response) return body;
    const { assistant_id: assistantId, user_id: userId = null, title = '' } = body;
    if (typeof assistantId !== 'string' || !uuid.test(assistantId)) return invalid('assistant_id', 'Should be a UUID');
    if (userId !== null && (typeof userId !== 'string' || !uuid.test(userId)))
      return invalid('user_id', 'Should be a UUID');
    if (typeof title !== 'string') return invalid('title', 'Input should be a valid string', 'string_type');
    if (!tenant.some(({ id }) => id === assistantId)) return failure(404, 'assistant_not_found', 'No such assistant.');
    const thread = newThread(assistantId, title, userId, time());
    threads.set(thread.wire.id, thread);
    await shelf.begun(thread);
    return json(201, thread.wire);
  };

  /** Answers a stack of messages; a thread comes to be all the same, as the answer's `thread_id` tells. */
  const completions = async (call: Call, streaming: boolean): Promise<Response> => {
    const body = bodyOf(call);
    if (body instanceof Response) return body;
    const { assistant_id: assistantId, messages, user_id: userId = null } = body;
    if (!tenant.some(({ id }) => id === assistantId)) return failure(404, 'assistant_not_found', 'No such assistant.');
    if (!Array.isArray(messages) || messages.length === 0)
      return invalid('messages', 'At least one message', 'too_short');
    if (userId !== null && (typeof userId !== 'string' || !uuid.test(userId)))
      return invalid('user_id', 'Input should be a valid UUID', 'uuid_parsing');
    const owner = userId;
    const thread = newThread(String(assistantId), '', owner, time(), true);
    for (const message of messages) {
      const added = add(thread, asObject(message) ?? {}, files, time());
      if (added instanceof Response) return added;
    }
    threads.set(thread.wire.id, thread);
    await shelf.begun(thread);
    return run(thread, call, streaming);
  };

  const inThread = async (thread: StoredThread, call: Call, rest: readonly string[]): Promise<Response> => {
    const [room, messageId, part] = rest;
    if (room === 'messages' && messageId !== undefined && part === 'feedback' && rest.length === 3) {
      return feedback(thread, messageId, call, now());
    }
    switch (
      `${call.method} /${rest.map((part, index) => (index === 1 && rest[0] === 'messages' ? '*' : part)).join('/')}`
    ) {
      case 'GET /':
        return json(200, thread.wire);
      case 'DELETE /':
        thread.deleted = true;
        await shelf.deleted(thread);
        return new Response(null, { status: 204 });
      case 'GET /messages':
        return page(thread.messages.toReversed(), call.query);
      case 'POST /messages': {
        const stored = addMessage(thread, call, files, time());
        if (stored instanceof Response) return stored;
        await shelf.added(thread, stored);
        return json(201, stored);
      }
      case 'DELETE /messages/*': {
        const index = thread.messages.findIndex(({ id }) => id === rest[1]);
        const [gone] = index < 0 ? [] : thread.messages.splice(index, 1);
        if (!gone) return failure(404, 'message_not_found', 'There is no such message.');
        await shelf.taken(thread, gone);
        return new Response(null, { status: 204 });
      }
      case 'POST /run':
        return run(thread, call, false);
      case 'POST /run/stream':
        return run(thread, call, true);
      default:
        return notFound();
    }
  };

  const run = async (thread: StoredThread, call: Call, streaming: boolean): Promise<Response> => {
    const assistant = tenant.find(({ id }) => id === thread.wire.assistant_id) as WireAssistant;
    if (streaming && !assistant.streaming) {
      return failure(422, 'engine_does_not_support_streaming', 'This assistant answers on the run endpoint only.');
    }
    const refusal = runRefusal(thread, assistant, call);
    if (refusal) return refusal;
    const questions = thread.messages.filter(({ role }) => role === 'user').map(({ content }) => content);
    const found = await consult(questions, assistant.id === shortAssistantId ? 'short' : 'full').catch(() => undefined);
    if (!found) return failure(500, 'internal_server_error', 'The guide could not be read.');
    const file = fileOfQuestion(thread);
    const text = file === undefined ? found.text : `${words.fileArrived.replace('{0}', file)}\n\n${found.text}`;
    const sources = found.passages.map(({ section, text }) => ({
      content: text,
      // The section first: it is what tells one source from the next where there is little room.
      meta_data: { document_title: section, section: found.title },
    }));
    const meta = { type: 'demo', intent: words.intent, legal_advice: false };
    const complete = async (id: string, at: string) => {
      const stored = append(thread, { id, role: 'assistant', content: text, created_at: at, sources, meta_data: meta });
      await shelf.added(thread, stored);
      return stored;
    };
    if (streaming) return answerStream({ threadId: thread.wire.id, text, sources, pace, time, complete }, call);
    // Long enough that the wait can be seen, as with an assistant that thinks before it answers in one piece.
    await pause(pace > 0 ? 1500 : 0, call.signal);
    return json(200, await complete(crypto.randomUUID(), time()));
  };

  const vendor = inProcessFetch(demoHaufeBaseUrl, handle);
  return (input, init) => {
    const request = new Request(input, init);
    return new URL(request.url).origin === demoStorageUrl ? files.store(request) : vendor(input, init);
  };
}

/** Name of the file that came with the question to be answered now, not with an earlier one. */
function fileOfQuestion({ messages, files }: StoredThread): string | undefined {
  const asked = messages.slice(messages.findLastIndex(({ role }) => role === 'assistant') + 1);
  return asked.some(({ attachments = [] }) => attachments.length > 0) ? files.at(-1) : undefined;
}

function notFound(): Response {
  return json(404, { detail: 'Not Found' });
}

function notAllowed(): Response {
  return json(405, { detail: 'Method Not Allowed' });
}
