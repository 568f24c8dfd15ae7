import * as v from 'valibot';
import type { HaufeConnection } from '../../chat/model/connection.ts';
import { ChatError } from '../../chat/model/errors.ts';
import type { Http } from '../http/http.ts';
import { property } from '../http/object.ts';
import { path } from '../http/target.ts';
import { assistant, message, page, readable, thread, type WireMessage } from './schemas.ts';

/** Most entries asked for at once; the vendor's own maximum is not documented. */
const pageSize = 100;

export interface WirePage<T> {
  readonly items: readonly T[];
  readonly cursor?: string;
}

/** A file that goes with a user message: (`file_id`, `user_id`, `base_url`) identify it. */
export interface WireAttachment {
  readonly file_id: string;
  readonly user_id: string;
  readonly base_url?: string;
}

export type WireAssistant = v.InferOutput<typeof assistant>;
export type WireThread = v.InferOutput<typeof thread>;
export type HaufeApi = ReturnType<typeof haufeApi>;

/**
 * The vendor's assistants, threads and messages one to one (docs.haufe.ai, API reference), without judgement. Its
 * endpoint 23, which gives the tenant's keys in clear, is never called. Fails as `Http` does.
 */
export function haufeApi(http: Http, connection: HaufeConnection) {
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

    /**
     * Reads a page of threads. Only the configured user narrows the list by default: an id made here later would hide
     * the threads from before.
     */
    async threads(
      cursor: string | undefined,
      signal: AbortSignal,
      userId = connection.userId,
    ): Promise<WirePage<WireThread>> {
      return inPages(pageSize, async (limit) => {
        const query = { limit, cursor, user_id: userId };
        return wirePage(thread, await http.json({ method: 'GET', path: path`/v1/threads`, query }, signal), cursor);
      });
    },

    async createThread(
      assistantId: string,
      title: string,
      userId: string | undefined,
      signal: AbortSignal,
    ): Promise<WireThread> {
      const body = { assistant_id: assistantId, title, ...(userId !== undefined && { user_id: userId }) };
      return parsed(thread, await http.json({ method: 'POST', path: path`/v1/threads`, body }, signal));
    },

    async thread(id: string, signal: AbortSignal): Promise<WireThread> {
      return parsed(thread, await http.json({ method: 'GET', path: path`/v1/threads/${id}` }, signal));
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
      return inPages(limit, async (most) => {
        const request = {
          method: 'GET',
          path: path`/v1/threads/${threadId}/messages`,
          query: { limit: most, cursor },
          ...(waitLimit !== undefined && { limits: { total: waitLimit }, repeat: 'never' as const }),
        } as const;
        return wirePage(message, await http.json(request, signal), cursor);
      });
    },

    /** Gives the id of the stored message. An answer without one is not the vendor's: nobody knows what was stored. */
    async addQuestion(
      threadId: string,
      content: string,
      attachment: WireAttachment | undefined,
      signal: AbortSignal,
    ): Promise<string> {
      const body = { role: 'user', content, ...(attachment && { attachments: [attachment] }) };
      const stored = await http.json({ method: 'POST', path: path`/v1/threads/${threadId}/messages`, body }, signal);
      const id = property(stored, 'id');
      if (typeof id !== 'string') throw badResponse();
      return id;
    },

    async deleteMessage(threadId: string, messageId: string, signal: AbortSignal): Promise<void> {
      await http.text({ method: 'DELETE', path: path`/v1/threads/${threadId}/messages/${messageId}` }, signal);
    },
  };
}

/**
 * Returns what `read` gives for `most` entries, or for fewer where so many are larger than can be read, or without a
 * number where the service refuses this one by name.
 */
async function inPages<T>(most: number, read: (limit: number | undefined) => Promise<T>): Promise<T> {
  for (const limit of new Set([most, 20, 5, 1])) {
    if (limit > most) continue;
    try {
      return await read(limit);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      if (error.status === 422 && /(?:^|[ .])limit(?: |$)/.test(error.detail ?? '')) return read(undefined);
      if (error.code !== 'too-large' || limit === 1) throw error;
    }
  }
  return read(undefined);
}

function badResponse(): ChatError {
  return new ChatError('bad-response', { processed: 'maybe', detail: 'shape' });
}

export function parsed<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const read = v.safeParse(schema, body);
  if (!read.success) throw badResponse();
  return read.output;
}

/**
 * Reads a page of a list. The vendor does not document how a list ends: without a cursor, with an empty or unchanged
 * one, or with no items.
 */
function wirePage<S extends v.GenericSchema<unknown, { readonly id: string }>>(
  schema: S,
  body: unknown,
  asked: string | undefined,
): WirePage<v.InferOutput<S>> {
  const { items, cursor } = parsed(page, body);
  const more = items.items.length > 0 && cursor && cursor !== asked;
  return { items: readable(schema, items.items), ...(more && { cursor }) };
}
