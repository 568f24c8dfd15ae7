import type { CopilotBuilderConnection } from '../../chat/model/connection.ts';
import { amended, ChatError } from '../../chat/model/errors.ts';
import { limits, shortened } from '../../chat/model/limits.ts';
import type { Timeouts } from '../../chat/model/timeouts.ts';
import { instant } from '../bodies/instant.ts';
import { namedCause } from '../bodies/namedCause.ts';
import { isRefusalPage } from '../bodies/pages.ts';
import type { Http } from '../http/http.ts';
import { jsonOrUndefined } from '../http/object.ts';
import type { FailedAnswer, HttpRequest, Refusal } from '../http/request.ts';
import { requestId } from '../http/requestId.ts';
import { statusCode } from '../http/statusCode.ts';
import { path } from '../http/target.ts';
import { field, textField, wholeField } from './fields.ts';
import { type ReadAnswer, readAnswer } from './reader.ts';

/** The answer of `initialize` (copilotbuilder.ai/help/chat-api). Only the session id is sure to be there. */
export interface Opened {
  readonly sessionId: string;
  readonly name?: string;
  readonly description?: string;
  readonly greeting?: string;
  readonly models?: readonly string[];
  readonly ownData?: 'also' | 'only' | 'none';
  readonly maximumTokens?: number;
  /** Milliseconds since the epoch. */
  readonly expires?: number;
}

export type CopilotBuilderApi = ReturnType<typeof copilotBuilderApi>;

/** Statuses by which a server asks for a body where the documented call has none. */
const wantsBody = new Set([411, 415]);

/** The vendor's two calls. Fails as `Http` does. */
export function copilotBuilderApi(http: Http, connection: CopilotBuilderConnection, timeouts: Timeouts) {
  const deploymentId = connection.deploymentId.trim();
  const initialize = {
    method: 'POST',
    path: path`/chat/initialize`,
    query: { deploymentId },
    // Opening a session twice leaves one that simply expires.
    repeat: 'safe',
  } as const satisfies HttpRequest;

  return {
    async initialize(signal: AbortSignal): Promise<Opened> {
      const body = await http
        .json(initialize, signal)
        .catch((error: unknown) => {
          if (!(error instanceof ChatError && wantsBody.has(error.status ?? 0))) throw error;
          return http.json({ ...initialize, body: {} }, signal);
        })
        .catch((error: unknown) => {
          throw error instanceof ChatError ? openFailure(error) : error;
        });
      const sessionId = wholeField(body, 'sessionId', 'id');
      if (sessionId === undefined || sessionId.length > limits.description)
        throw new ChatError('bad-response', { processed: 'maybe', detail: 'no session' });
      return { sessionId, ...descriptionOf(body) };
    },

    async sendMessage(sessionId: string, message: string, signal: AbortSignal): Promise<ReadAnswer> {
      const request: HttpRequest = {
        method: 'POST',
        path: path`/chat/SendMessage`,
        body: { sessionId, deploymentId, message },
        // The turn may be in the session's history already: only a person may decide to send it again.
        repeat: 'never',
        // Workflows chain several models and scripts before the first byte: 180 s at the default.
        limits: { headers: Math.max(timeouts.headers, timeouts.idle * 1.5) },
      };
      const { text, contentType } = await http.body(request, signal).catch((error: unknown) => {
        throw error instanceof ChatError ? sendFailure(error) : error;
      });
      return readAnswer(text, message, contentType);
    },
  };
}

/** Returns the requests for a question, as the vendor documents them. The session is the vendor's to name. */
export function askingRequests(deploymentId: string, message: string): readonly HttpRequest[] {
  return [
    { method: 'POST', path: path`/chat/initialize`, query: { deploymentId } },
    { method: 'POST', path: path`/chat/SendMessage`, body: { sessionId: '<SESSION_ID>', deploymentId, message } },
  ];
}

function descriptionOf(body: unknown): Omit<Opened, 'sessionId'> {
  const name = textField(body, limits.name, 'copilotName')?.trim();
  const description = textField(body, limits.description, 'copilotDescription')?.trim();
  const greeting = textField(body, limits.description, 'greeting');
  const models = (textField(body, limits.description, 'llm') ?? '')
    .split(/[;,]/)
    .map((model) => shortened(model.trim(), limits.name))
    .filter(Boolean);
  const uses = field(body, 'usesCustomData') === true || field(body, 'onlyUsesCustomData') === true;
  const isToldNone = field(body, 'usesCustomData') === false;
  // As a number or its text. Of anything else, a conversion may throw.
  const limit = field(body, 'maxTokens');
  const tokens = typeof limit === 'string' ? Number(limit) : limit;
  const expires = instant(field(body, 'expirationDate'));
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(greeting !== undefined && { greeting }),
    ...(models.length > 0 && { models }),
    ...(uses && { ownData: field(body, 'onlyUsesCustomData') === true ? 'only' : 'also' }),
    ...(!uses && isToldNone && { ownData: 'none' }),
    ...(typeof tokens === 'number' && Number.isInteger(tokens) && tokens > 0 && { maximumTokens: tokens }),
    ...(expires !== undefined && { expires }),
  };
}

/** Statuses of which it is known what they mean, whatever the body says. */
const decisive = new Set([401, 404, 407, 410, 429]);

/**
 * Returns the reason of a refusal. The vendor documents no errors; ASP.NET's problem documents carry a trace id (RFC
 * 9457).
 */
export function copilotBuilderFailure({ status, headers, text }: FailedAnswer): Refusal {
  const body = jsonOrUndefined(text);
  const named = namedCause(body ?? text);
  const cause = decisive.has(status) && !(status === 429 && named === 'quota-used') ? undefined : named;
  const trace = textField(body, limits.name, 'traceId', 'requestId', 'correlationId') ?? requestId(headers);
  const detail = trace !== undefined && /^[\w.:|-]{1,80}$/.test(trace) ? trace : undefined;
  const isPage = status === 403 && isRefusalPage(text, headers.get('content-type'));
  return {
    code: cause ?? (isPage ? 'bad-response' : statusCode(status)),
    ...(detail !== undefined && { detail, requestId: detail }),
  };
}

/** A refused `initialize` is about the key, or about the deployment: its id, or that it is not published. */
function openFailure(error: ChatError): ChatError {
  // Another cause that the service names is not the key.
  const isNamed = error.status !== undefined && error.code !== statusCode(error.status);
  const code = error.status === undefined || isNamed ? undefined : openCode(error.status);
  return code === undefined ? error : amended(error, { code });
}

/**
 * Returns the failure of a question. The vendor does not document how content filters and length limits refuse, nor
 * that nothing was done before: a person decides.
 */
function sendFailure(error: ChatError): ChatError {
  if (error.code === 'answer-filtered') return amended(error, { code: 'question-filtered' });
  if (error.code !== statusCode(error.status ?? 0)) return error;
  if (error.status === 404 || error.status === 410) return amended(error, { code: 'session-expired' });
  return error.status === 400 || error.status === 422 ? amended(error, { code: 'question-refused' }) : error;
}

function openCode(status: number): ChatError['code'] | undefined {
  if (status === 401 || status === 403) return 'key-rejected';
  const aboutUs = [407, 408, 425, 429].includes(status) || status >= 500 || status < 400;
  return aboutUs ? undefined : 'deployment-not-found';
}
