import * as v from 'valibot';
import type { HaufeConnection } from '../../chat/connection.ts';
import { ChatError } from '../../chat/errors.ts';
import type { Timeouts } from '../../chat/timeouts.ts';
import type { Answer, Http } from '../http.ts';
import { property } from '../object.ts';
import { path } from '../target.ts';
import { assistant, message, page, readable, thread, type WireMessage } from './wire.ts';

/** Most entries asked for at once; the vendor's own maximum is not documented. */
const pageSize = 100;

export interface WirePage<T> {
  readonly items: readonly T[];
  readonly cursor?: string;
}

export type WireAssistant = v.InferOutput<typeof assistant>;
export type WireThread = v.InferOutput<typeof thread>;
export type HaufeApi = ReturnType<typeof haufeApi>;

/** The vendor's endpoints one to one (docs.haufe.ai, API reference), without judgement. Fails as `Http` does. */
export function haufeApi(http: Http, connection: HaufeConnection, timeouts: Timeouts) {
  const user = connection.userId;
  /** An answer is thought about before its first byte. */
  const limits = { headers: Math.max(timeouts.headers, timeouts.idle) };

  const runBody = (assistantId: string): unknown => {
    const licence = connection.licenceByAssistant?.[assistantId] ?? connection.licence;
    return licence === undefined ? {} : { meta_data: { user_data: { licence } } };
  };

  return {
    async assistants(signal: AbortSignal): Promise<readonly WireAssistant[]> {
      const body = await http.json({ method: 'GET', path: path`/v1/assistants` }, signal);
      const items = Array.isArray(body) ? body : property(body, 'items');
      if (!Array.isArray(items)) throw badResponse();
      return readable(assistant, items);
    },

    async assistant(id: string, signal: AbortSignal): Promise<WireAssistant> {
      return parsed(assistant, await http.json({ method: 'GET', path: path`/v1/assistants/${id}` }, signal));
    },

    async threads(cursor: string | undefined, signal: AbortSignal): Promise<WirePage<WireThread>> {
      const query = { limit: pageSize, cursor, user_id: user };
      return wirePage(thread, await http.json({ method: 'GET', path: path`/v1/threads`, query }, signal), cursor);
    },

    async createThread(assistantId: string, title: string, signal: AbortSignal): Promise<WireThread> {
      const body = { assistant_id: assistantId, title, ...(user !== undefined && { user_id: user }) };
      return parsed(thread, await http.json({ method: 'POST', path: path`/v1/threads`, body }, signal));
    },

    async deleteThread(id: string, signal: AbortSignal): Promise<void> {
      await http.text({ method: 'DELETE', path: path`/v1/threads/${id}` }, signal);
    },

    /** Newest first. */
    async messages(
      threadId: string,
      signal: AbortSignal,
      { cursor, limit = pageSize, waitLimit }: { cursor?: string | undefined; limit?: number; waitLimit?: number } = {},
    ): Promise<WirePage<WireMessage>> {
      const request = {
        method: 'GET',
        path: path`/v1/threads/${threadId}/messages`,
        query: { limit, cursor },
        ...(waitLimit !== undefined && { limits: { total: waitLimit }, repeat: 'never' as const }),
      } as const;
      return wirePage(message, await http.json(request, signal), cursor);
    },

    /** Gives the id of the stored message. An answer without one is not the vendor's: nobody knows what was stored. */
    async addQuestion(threadId: string, content: string, signal: AbortSignal): Promise<string> {
      const body = { role: 'user', content };
      const stored = await http.json({ method: 'POST', path: path`/v1/threads/${threadId}/messages`, body }, signal);
      const id = property(stored, 'id');
      if (typeof id !== 'string') throw badResponse();
      return id;
    },

    run(threadId: string, assistantId: string, signal: AbortSignal): Promise<unknown> {
      const body = runBody(assistantId);
      return http.json({ method: 'POST', path: path`/v1/threads/${threadId}/run`, body, limits }, signal);
    },

    runStream(threadId: string, assistantId: string, signal: AbortSignal): Promise<Answer> {
      const body = runBody(assistantId);
      const accept = 'application/x-ndjson, application/json';
      return http.open(
        { method: 'POST', path: path`/v1/threads/${threadId}/run/stream`, body, accept, limits },
        signal,
      );
    },
  };
}

function badResponse(): ChatError {
  return new ChatError('bad-response', { processed: 'maybe', detail: 'shape' });
}

function parsed<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const read = v.safeParse(schema, body);
  if (!read.success) throw badResponse();
  return read.output;
}

/** How a list ends is not documented: without a cursor, with an empty or unchanged one, or with no items. */
function wirePage<S extends v.GenericSchema>(
  schema: S,
  body: unknown,
  asked: string | undefined,
): WirePage<v.InferOutput<S>> {
  const { items, cursor } = parsed(page, body);
  const more = items.length > 0 && cursor !== undefined && cursor !== '' && cursor !== asked;
  return { items: readable(schema, items), ...(more && { cursor }) };
}
