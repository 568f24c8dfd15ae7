import { randomUUID } from 'node:crypto';
import { bodyOf, json, type RecordedRequest, type Reply } from './reply.ts';

/** CopilotBuilder's Chat API as documented (copilotbuilder.ai/help/chat-api): initialize and SendMessage. */

interface ServedSession {
  readonly id: string;
  readonly history: HistoryEntry[];
  /** Milliseconds since the epoch; an hour after the last message. */
  expires: number;
}

interface HistoryEntry {
  readonly role: { readonly label: string };
  readonly items: readonly unknown[];
}

const textMessage = (label: string, text: string): HistoryEntry => ({
  role: { label },
  items: [{ $type: 'TextContent', mimeType: 'text/plain', text }],
});

/** What the documented sample has beside the text of an answer. */
const sampleFields = { authorName: 'Contract Reviewer', modelId: 'model-a', metadata: { FinishReason: 'Stop' } };

const hour = 3_600_000;

export class CopilotBuilderService {
  baseUrl = '';
  readonly key = 'copilot-key-77b2';
  deploymentId = 'd5f0c1c2-8f4e-4c1b-9a0e-2b6d0a4f3e11';
  readonly sessions = new Map<string, ServedSession>();
  /** Whether its history names author, model and metadata of answers, as the documented sample does. */
  tellsAll = false;
  /** The service's own clock. */
  now: () => number = Date.now;
  greeting = 'Guten Tag! Was möchten Sie wissen?';
  /** What is answered: one text for each step of a workflow. */
  answers: (message: string) => readonly string[] = (message) => [`Zu „${message}“: geprüft und für gut befunden. ✅`];

  /** The reply to `request`, or undefined when it is none of this vendor's paths. */
  answer(request: RecordedRequest): Reply | undefined {
    if (!request.path.startsWith('/chat/')) return undefined;
    if (request.headers['x-api-key'] !== this.key) return json(401, { title: 'Unauthorized', status: 401 });
    if (request.method !== 'POST') return json(405, { title: 'Method Not Allowed', status: 405 });
    if (request.path === '/chat/initialize') return this.#initialize(request);
    return request.path === '/chat/SendMessage' ? this.#send(request) : json(404, { title: 'Not Found', status: 404 });
  }

  #initialize(request: RecordedRequest): Reply {
    if (request.query.get('deploymentId') !== this.deploymentId) return json(404, { title: 'Not Found', status: 404 });
    if (request.body !== '' && bodyOf(request) === undefined) return json(400, { title: 'Bad Request', status: 400 });
    const history = [textMessage('system', 'The secret prompt.')];
    const session: ServedSession = { id: randomUUID(), history, expires: this.now() + hour };
    this.sessions.set(session.id, session);
    return json(200, {
      sessionId: session.id,
      expirationDate: iso(session.expires),
      greeting: this.greeting,
      copilotName: 'Contract Reviewer',
      copilotDescription: 'Reviews contracts.',
      usesCustomData: true,
      onlyUsesCustomData: false,
      llm: 'model-a;model-b',
      maxTokens: 1400,
    });
  }

  #send(request: RecordedRequest): Reply {
    const { sessionId, deploymentId, message } = bodyOf(request) ?? {};
    const session = this.sessions.get(String(sessionId));
    // What a service that has forgotten a session answers is not documented: this one has not found it.
    const isKnown = session !== undefined && session.expires > this.now();
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      return json(415, { title: 'Unsupported Media Type', status: 415 });
    }
    if (deploymentId === this.deploymentId && !isKnown) return json(404, { title: 'Not Found', status: 404 });
    if (deploymentId !== this.deploymentId || !session || typeof message !== 'string' || message.trim() === '') {
      return json(400, { title: 'Bad Request', status: 400, traceId: '00-abc-01' });
    }
    const latestMessages = this.answers(message);
    session.history.push(
      textMessage('user', message),
      ...latestMessages.map((text) => ({ ...textMessage('Assistant', text), ...(this.tellsAll && sampleFields) })),
    );
    session.expires = this.now() + hour;
    return json(200, { expirationDate: iso(session.expires), chatHistory: session.history, latestMessages });
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
