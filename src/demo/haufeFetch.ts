import {
  assistants,
  bodyOf,
  failure,
  guideAssistantId,
  invalid,
  invalidAddress,
  newThread,
  page,
  type StoredThread,
  timestamp,
  uuid,
  type WireAssistant,
} from './haufe.ts';
import { addMessage, append, runRefusal } from './haufeMessages.ts';
import { answerStream } from './haufeStream.ts';
import { type Call, inProcessFetch, json, pause } from './http.ts';
import { openLibrary } from './library.ts';
import { type DemoOptions, readingPace } from './options.ts';

export const demoHaufeBaseUrl = 'https://demo.invalid/agents';

/** A `fetch` that plays Haufe's "Copilot via API", with threads of its own, kept in memory. */
export function demoHaufeFetch(options: DemoOptions): typeof fetch {
  const { language, pace = readingPace, now = Date.now } = options;
  const tenant = assistants(language);
  const threads = new Map<string, StoredThread>();
  const consult = openLibrary(options);
  const time = () => timestamp(now());

  const handle = async (call: Call): Promise<Response> => {
    if (!call.headers.get('api-key')?.trim()) return failure(401, 'unauthorized', 'The API key is missing or wrong.');
    const [version, group, id, ...rest] = call.path.slice(1).split('/');
    if (version !== 'v1') return notFound();
    if (group === 'assistants') return call.method === 'GET' ? getAssistants(id, rest) : notAllowed();
    if (group !== 'threads') return notFound();
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

  const createThread = (call: Call): Response => {
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
    return json(201, thread.wire);
  };

  const inThread = (thread: StoredThread, call: Call, rest: readonly string[]): Response | Promise<Response> => {
    switch (
      `${call.method} /${rest.map((part, index) => (index === 1 && rest[0] === 'messages' ? '*' : part)).join('/')}`
    ) {
      case 'GET /':
        return json(200, thread.wire);
      case 'DELETE /':
        thread.deleted = true;
        return new Response(null, { status: 204 });
      case 'GET /messages':
        return page(thread.messages.toReversed(), call.query);
      case 'POST /messages': {
        const stored = addMessage(thread, call, time());
        return stored instanceof Response ? stored : json(201, stored);
      }
      case 'DELETE /messages/*': {
        const index = thread.messages.findIndex(({ id }) => id === rest[1]);
        if (index < 0) return failure(404, 'message_not_found', 'There is no such message.');
        thread.messages.splice(index, 1);
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
    const found = await consult(questions, assistant.id === guideAssistantId ? 'full' : 'short').catch(() => undefined);
    if (!found) return failure(500, 'internal_server_error', 'The guide could not be read.');
    const sources = found.passages.map(({ section, text }) => ({
      content: text,
      // The section first: it is what tells one source from the next where there is little room.
      meta_data: { document_title: section, section: found.title },
    }));
    const meta = { type: 'demo', intent: 'guide', legal_advice: false };
    const complete = (id: string, at: string) =>
      append(thread, { id, role: 'assistant', content: found.text, created_at: at, sources, meta_data: meta });
    if (streaming)
      return answerStream({ threadId: thread.wire.id, text: found.text, sources, pace, time, complete }, call);
    // Long enough that the wait can be seen, as with an assistant that thinks before it answers in one piece.
    await pause(pace > 0 ? 1500 : 0, call.signal);
    return json(200, complete(crypto.randomUUID(), time()));
  };

  return inProcessFetch(demoHaufeBaseUrl, handle);
}

function notFound(): Response {
  return json(404, { detail: 'Not Found' });
}

function notAllowed(): Response {
  return json(405, { detail: 'Method Not Allowed' });
}
