import { openLibrary } from '../library/library.ts';
import { type DemoOptions, readingPace } from '../library/options.ts';
import { demoWords } from '../library/words.ts';
import { type Call, inProcessFetch, json, jsonObject, pause } from './http.ts';

export const demoCopilotBuilderBaseUrl = 'https://demo.invalid/copilotbuilder';

/** The one deployment that the demo has. */
export const demoDeploymentId = 'demo-tour';

const sessionLength = 60 * 60 * 1000;

interface Session {
  expires: number;
  /** Turn by turn, questions and answers. */
  readonly turns: { readonly role: 'user' | 'assistant'; readonly text: string }[];
}

/** A `fetch` that plays CopilotBuilder's Chat API, with sessions of its own, kept in memory for an hour each. */
export function demoCopilotBuilderFetch(options: DemoOptions): typeof fetch {
  const { language, pace = readingPace, now = Date.now } = options;
  const words = demoWords[language];
  const sessions = new Map<string, Session>();
  const consult = openLibrary(options);
  const until = (session: Session) => new Date(session.expires).toISOString();

  const initialize = (call: Call): Response => {
    const deployment = call.query.get('deploymentId');
    if (!deployment) return invalid('deploymentId', 'The deploymentId field is required.');
    if (deployment !== demoDeploymentId) return problem(404, 'Not Found', 'Deployment not found.');
    const sessionId = crypto.randomUUID();
    const session: Session = { expires: now() + sessionLength, turns: [] };
    sessions.set(sessionId, session);
    return json(200, {
      sessionId,
      expirationDate: until(session),
      greeting: words.greeting,
      copilotName: words.tourName,
      copilotDescription: words.tourDescription,
      usesCustomData: true,
      onlyUsesCustomData: true,
      llm: '',
      maxTokens: 0,
    });
  };

  const sendMessage = async (call: Call): Promise<Response> => {
    const { sessionId, deploymentId, message } = jsonObject(call.body) ?? {};
    if (typeof message !== 'string' || message.trim() === '')
      return invalid('message', 'The message field is required.');
    if (deploymentId !== demoDeploymentId) return problem(404, 'Not Found', 'Deployment not found.');
    const session = sessions.get(String(sessionId));
    if (!session || session.expires <= now()) {
      sessions.delete(String(sessionId));
      return problem(404, 'Not Found', 'Session not found or expired.');
    }
    const questions = [...session.turns.filter(({ role }) => role === 'user').map(({ text }) => text), message];
    const found = await consult(questions, 'unmarked').catch(() => undefined);
    if (!found) return problem(500, 'Internal Server Error', 'The guide could not be read.');
    await pause(pace > 0 ? 1500 : 0, call.signal);
    // This contract documents no field for sources: the section is named above each quotation, without a number.
    const { text } = found;
    session.turns.push({ role: 'user', text: message }, { role: 'assistant', text });
    session.expires = now() + sessionLength;
    return json(200, {
      expirationDate: until(session),
      chatHistory: session.turns.map((turn) => ({
        ...(turn.role === 'assistant' && { authorName: words.tourName, modelId: 'demo' }),
        role: { label: turn.role },
        items: [{ $type: 'TextContent', text: turn.text }],
      })),
      latestMessages: [text],
    });
  };

  const handle = async (call: Call): Promise<Response> => {
    if (!call.headers.get('x-api-key')?.trim()) return problem(401, 'Unauthorized', 'The API key is missing or wrong.');
    const route = `${call.method} ${call.path.toLowerCase()}`;
    if (route === 'POST /chat/initialize') return initialize(call);
    return route === 'POST /chat/sendmessage' ? sendMessage(call) : problem(404, 'Not Found');
  };
  return inProcessFetch(demoCopilotBuilderBaseUrl, handle);
}

function problem(status: number, title: string, detail?: string, errors?: object): Response {
  const body = { type: 'about:blank', title, status, detail, errors, traceId: crypto.randomUUID() };
  return json(status, body, 'application/problem+json');
}

function invalid(field: string, message: string): Response {
  return problem(400, 'One or more validation errors occurred.', undefined, { [field]: [message] });
}
