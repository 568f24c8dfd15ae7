import { type HaufeConnection, isLoopback, licenseOf } from '../../chat/model/connection.ts';
import { ChatError } from '../../chat/model/errors.ts';
import { joinLongQuestions } from '../../chat/model/longQuestions.ts';
import type { Thread } from '../../chat/model/model.ts';
import { threadTitle } from '../../chat/model/questionText.ts';
import type { AgreeToStorage } from '../../chat/ports/files.ts';
import { pages } from '../../chat/ports/pages.ts';
import type { Provider } from '../../chat/ports/provider.ts';
import type { InstallationIds, RequestDetailsStore } from '../../chat/ports/storage.ts';
import { createHttp } from '../http/http.ts';
import { Pace } from '../http/pace.ts';
import { described, type HttpRequest, type ProviderOptions } from '../http/request.ts';
import { path } from '../http/target.ts';
import { haufeApi, type WireThread } from './api.ts';
import { haufeFailure } from './errors.ts';
import { haufeFeedback } from './feedback.ts';
import { FileNames } from './files/fileNames.ts';
import { haufeFiles, type Polling, processing, usualPolling } from './files/files.ts';
import { filesApi } from './files/filesApi.ts';
import { Assistants } from './lists/assistants.ts';
import { ThreadCreator } from './lists/createThread.ts';
import { isSameId, readAssistant, readMessage, readThread } from './lists/listMessages.ts';
import { ask } from './runs/ask.ts';
import { askOnce } from './runs/askOnce.ts';
import { LastKnownMessage } from './runs/lastKnownMessage.ts';
import { haufeAnswers, otherRate } from './runs/runRequests.ts';

export interface HaufeOptions extends ProviderOptions<HaufeConnection> {
  /**
   * The store of details that assistants require with every question; without it only the connection's licence is sent.
   */
  readonly details?: Pick<RequestDetailsStore, 'get'>;
  /**
   * The id of the files' owner, where the connection does not name one; without it, an id that lasts as long as the
   * provider.
   */
  readonly userIds?: InstallationIds;
  readonly polling?: Polling;
  /** Asks where a file may go; without it nobody is asked. */
  readonly agreeToStorage?: AgreeToStorage;
}

/** Pages of threads that are read in search of one of the asked assistant's, before an empty page is given out. */
const pagesSearched = 5;

/**
 * Haufe Copilot via API (docs.haufe.ai). Threads and messages live at the vendor. `connection.baseUrl` must be https
 * or on loopback; the key goes in the header `api-key`, to that origin only.
 */
export function haufeProvider(options: HaufeOptions): Provider {
  const { connection, log, timeouts, userIds = passingUserIds(), polling = usualPolling } = options;
  const { agreeToStorage: agree = async () => true } = options;
  const http = createHttp({
    ...options,
    baseUrl: connection.baseUrl,
    keyHeader: 'api-key',
    failure: haufeFailure,
    pace: new Pace(otherRate),
  });
  const api = haufeApi(http, connection);
  const assistants = new Assistants(api, connection, options.details);
  const running = { api, answers: haufeAnswers(http, connection, timeouts), assistants, connection, log };
  const seen = new LastKnownMessage();
  const creator = new ThreadCreator(api);
  /** Returns the id of the user, the same in both places, once files are used (threads alone need none). */
  const userId = async (): Promise<string> => connection.userId ?? userIds.get();
  const knownUserId = async (): Promise<string | undefined> => connection.userId ?? userIds.known();
  const fileCalls = filesApi(http, userId);
  const files = haufeFiles({
    ...options,
    api: fileCalls,
    loopback: isLoopback(connection.baseUrl),
    polling,
    agreeToStorage: (storage, signal) => agree(connection.id, storage, signal),
  });
  const fileNames = new FileNames(files, log);
  /** The connection as it is for one assistant: links to sources lead where its license does. */
  const withLicenseOf = (assistantId: string): HaufeConnection => ({
    ...connection,
    license: licenseOf(connection, assistantId),
  });
  /**
   * Whether a thread is the person's own, where the connection asks for these only: whatever the service makes of that.
   */
  const isWanted = ({ user_id }: WireThread): boolean =>
    connection.userId === undefined || user_id === undefined || isSameId(user_id, connection.userId);

  return {
    async listAssistants(signal) {
      const found = await api.assistants(signal);
      for (const assistant of found) assistants.remember(assistant);
      return found.map(readAssistant);
    },

    async listThreads(assistantId, cursor, signal) {
      let items: WireThread[] = [];
      let next: string | undefined;
      // The list has the tenant's threads with every assistant.
      const read = (at: string | undefined, limit: AbortSignal) => api.threads(at, limit);
      const ours = [connection.userId, await userIds.known()];
      for await (const page of pages(read, { from: cursor, most: pagesSearched, signal })) {
        items = ofAssistant(page.items, assistantId).filter(isWanted);
        next = page.cursor;
        if (items.length > 0) break;
      }
      const threads = items.map((thread) => readThread(thread, connection.id, assistantId, ours));
      return { items: threads.sort(byNewest), ...(next !== undefined && { cursor: next }) };
    },

    async createThread(assistantId, title, signal) {
      const asked = threadTitle(title);
      const created = await creator.create(assistantId, asked, await knownUserId(), signal);
      const thread = readThread({ ...created, user_id: undefined }, connection.id, assistantId);
      return thread.title === '' ? { ...thread, title: asked } : thread;
    },

    async readThread(thread, signal) {
      const ours = [connection.userId, await userIds.known()];
      const read = readThread(await api.thread(thread.id, signal), connection.id, thread.assistantId, ours);
      return read.title === '' ? { ...read, title: thread.title } : read;
    },

    async deleteThread(thread, signal) {
      // Deleted elsewhere, or by an attempt whose answer was lost: what was asked for is so.
      await api.deleteThread(thread.id, signal).catch(unless('thread-gone'));
    },

    async listMessages(thread, cursor, signal) {
      const page = await api.messages(thread.id, signal, { cursor }).catch(async (error: unknown) => {
        // One edition of the reference has this code for a conversation that is gone: the thread itself tells which.
        if (error instanceof ChatError && error.code === 'assistant-unavailable') await api.thread(thread.id, signal);
        throw error;
      });
      if (cursor === undefined) seen.update(thread.id, page.items[0]?.id);
      await fileNames.readFor(page.items, signal);
      const linked = withLicenseOf(thread.assistantId);
      const items = page.items.flatMap((message) => readMessage(message, linked, (id) => fileNames.of(id)));
      return { items: joinLongQuestions(items.reverse()), ...(page.cursor !== undefined && { cursor: page.cursor }) };
    },

    async deleteMessage(thread, messageId, signal) {
      await api.deleteMessage(thread.id, messageId, signal).catch(unless('not-found'));
    },

    ask: (thread, question, signal) => {
      const { attachmentBaseUrl: base_url } = connection;
      const asking = {
        ...running,
        connection: withLicenseOf(thread.assistantId),
        seen,
        attachmentOf: async (file_id: string) => ({
          file_id,
          user_id: await userId(),
          ...(base_url !== undefined && { base_url }),
        }),
        fileReady: async (fileId: string, limit: AbortSignal) => {
          for await (const _ of processing({ api: fileCalls, polling }, fileId, limit));
        },
      };
      return ask(asking, thread, question, signal);
    },

    async *askOnce(assistantId, text, signal) {
      const asking = { ...running, connection: withLicenseOf(assistantId) };
      yield* askOnce(asking, assistantId, text, await knownUserId(), signal);
    },

    async describe(assistantId, thread, texts) {
      const metaData = await assistants.knownMetaData(assistantId);
      const place = { baseUrl: connection.baseUrl, keyHeader: 'api-key' };
      const requests = askingRequests(assistantId, thread?.id, texts, metaData, await knownUserId());
      return requests.map((request) => described(place, request));
    },

    feedback: haufeFeedback(http, connection),

    files: {
      ...files,
      async *upload(file, keep, signal) {
        for await (const progress of files.upload(file, keep, signal)) {
          if (progress.type === 'ready') fileNames.learn(progress.file.fileId, progress.file.name);
          yield progress;
        }
      },
      list: (page, signal) => fileNames.list(page, signal),
    },

    async test(signal) {
      await api.assistants(signal);
    },
  };
}

/** Returns the requests for a question, as the vendor documents them; a thread that has not begun has no id yet. */
function askingRequests(
  assistant_id: string,
  threadId = 'THREAD_ID',
  texts: readonly string[],
  meta_data: unknown,
  user_id: string | undefined,
): readonly HttpRequest[] {
  const title = threadTitle(texts[0] ?? '');
  const begin = { assistant_id, title, ...(user_id !== undefined && { user_id }) };
  return [
    ...(threadId === 'THREAD_ID' ? [{ method: 'POST', path: path`/v1/threads`, body: begin } as const] : []),
    ...texts.map(
      (content) =>
        ({ method: 'POST', path: path`/v1/threads/${threadId}/messages`, body: { role: 'user', content } }) as const,
    ),
    {
      method: 'POST',
      path: path`/v1/threads/${threadId}/run/stream`,
      body: meta_data === undefined ? {} : { meta_data },
      accept: 'application/x-ndjson, application/json',
    },
  ];
}

/** Swallows the ChatError `code`, and no other. */
function unless(code: ChatError['code']): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof ChatError && error.code === code)) throw error;
  };
}

function ofAssistant(threads: readonly WireThread[], assistantId: string): WireThread[] {
  return threads.filter((thread) => thread.assistant_id === undefined || thread.assistant_id === assistantId);
}

function byNewest(left: Thread, right: Thread): number {
  return lastChange(right).localeCompare(lastChange(left));
}

function lastChange(thread: Thread): string {
  return thread.updatedAt ?? thread.createdAt ?? '';
}

function passingUserIds(): InstallationIds {
  let id: string | undefined;
  return {
    known: async () => id,
    get: async () => {
      id ??= crypto.randomUUID();
      return id;
    },
  };
}
