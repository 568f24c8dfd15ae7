import type { HaufeConnection } from '../../chat/connection.ts';
import { ChatError } from '../../chat/errors.ts';
import type { Assistant, Message, Thread } from '../../chat/model.ts';
import type { Provider } from '../../chat/provider.ts';
import { createHttp } from '../http.ts';
import type { ProviderOptions } from '../request.ts';
import { threadTitle } from '../title.ts';
import { haufeApi, type WireAssistant, type WireThread } from './api.ts';
import { ask } from './ask.ts';
import { haufeFailure } from './errors.ts';
import { Seen } from './seen.ts';
import { readSources } from './sources.ts';
import type { WireMessage } from './wire.ts';

/** Pages of threads that are read in search of one of the asked assistant's, before an empty page is given out. */
const pagesSearched = 5;

/**
 * Haufe Copilot via API (docs.haufe.ai). Threads and messages live at the vendor. `connection.baseUrl` must be https
 * or on loopback; the key goes in the header `api-key`, to that origin only.
 */
export function haufeProvider(options: ProviderOptions<HaufeConnection>): Provider {
  const { connection, log, timeouts } = options;
  const http = createHttp({ ...options, baseUrl: connection.baseUrl, keyHeader: 'api-key', failure: haufeFailure });
  const api = haufeApi(http, connection, timeouts);
  const canStream = new Map<string, boolean>();
  const seen = new Seen();

  const remember = (assistant: WireAssistant): boolean => {
    // Unknown: try; a refusal says so without having run anything.
    const streaming = assistant.streaming ?? true;
    canStream.set(assistant.id, streaming);
    return streaming;
  };

  const streaming = async (id: string, signal: AbortSignal): Promise<boolean> => {
    const known = canStream.get(id);
    if (known !== undefined) return known;
    try {
      return remember(await api.assistant(id, signal));
    } catch (error) {
      // The run itself says better what is wrong, and falls back when it must.
      if (!(error instanceof ChatError)) throw error;
      return true;
    }
  };

  return {
    async listAssistants(signal) {
      const assistants = await api.assistants(signal);
      assistants.forEach(remember);
      return assistants.map(readAssistant);
    },

    async listThreads(assistantId, cursor, signal) {
      let page = await api.threads(cursor, signal);
      let items = ofAssistant(page.items, assistantId);
      // The list has the tenant's threads with every assistant.
      for (let read = 1; items.length === 0 && page.cursor !== undefined && read < pagesSearched; read++) {
        page = await api.threads(page.cursor, signal);
        items = ofAssistant(page.items, assistantId);
      }
      const threads = items.map((thread) => readThread(thread, connection.id, assistantId));
      return { items: threads.sort(byNewest), ...(page.cursor !== undefined && { cursor: page.cursor }) };
    },

    async createThread(assistantId, title, signal) {
      const asked = threadTitle(title);
      const thread = readThread(await api.createThread(assistantId, asked, signal), connection.id, assistantId);
      return thread.title === '' ? { ...thread, title: asked } : thread;
    },

    async deleteThread(thread, signal) {
      try {
        await api.deleteThread(thread.id, signal);
      } catch (error) {
        // Deleted elsewhere, or by an attempt whose answer was lost: what was asked for is so.
        if (!(error instanceof ChatError && error.code === 'thread-gone')) throw error;
      }
    },

    async listMessages(thread, cursor, signal) {
      const page = await api.messages(thread.id, signal, { cursor });
      if (cursor === undefined) seen.saw(thread.id, page.items[0]?.id);
      const items = page.items.flatMap((message) => readMessage(message, connection)).reverse();
      return { items, ...(page.cursor !== undefined && { cursor: page.cursor }) };
    },

    ask: (thread, question, signal) =>
      ask(
        {
          api,
          connection,
          log,
          seen,
          streaming,
          learn: (id) => void canStream.set(id, false),
        },
        thread,
        question,
        signal,
      ),

    async test(signal) {
      await api.assistants(signal);
    },
  };
}

function readAssistant({ id, name }: WireAssistant): Assistant {
  // The vendor's usage guidelines ask for its name beside every answer.
  return { id, name, poweredBy: 'Haufe', expectsSources: true };
}

function ofAssistant(threads: readonly WireThread[], assistantId: string): WireThread[] {
  return threads.filter((thread) => thread.assistant_id === undefined || thread.assistant_id === assistantId);
}

function readThread(thread: WireThread, connectionId: string, assistantId: string): Thread {
  return {
    connectionId,
    assistantId,
    id: thread.id,
    title: thread.title?.trim() ?? '',
    ...(thread.created_at !== undefined && { createdAt: thread.created_at }),
    ...(thread.last_updated_at !== undefined && { updatedAt: thread.last_updated_at }),
  };
}

function byNewest(left: Thread, right: Thread): number {
  return lastChange(right).localeCompare(lastChange(left));
}

function lastChange(thread: Thread): string {
  return thread.updatedAt ?? thread.createdAt ?? '';
}

/** Questions and answers only: system and tool messages are the vendor's own business. */
function readMessage(message: WireMessage, connection: HaufeConnection): Message[] {
  const { id, role, content: text, created_at } = message;
  if (role !== 'user' && role !== 'assistant') return [];
  const common = { id, text, context: [], ...(created_at !== undefined && { createdAt: created_at }) };
  if (role === 'user') return [{ ...common, role, sources: [], state: 'sent' }];
  const state = text.trim() === '' ? 'empty' : 'complete';
  return [{ ...common, role, sources: readSources(message.sources, connection), state }];
}
