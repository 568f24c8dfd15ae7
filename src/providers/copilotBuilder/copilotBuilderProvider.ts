import type { CopilotBuilderConnection } from '../../chat/model/connection.ts';
import { ChatError } from '../../chat/model/errors.ts';
import { failureLine } from '../../chat/model/failureReport.ts';
import type { Thread } from '../../chat/model/model.ts';
import { previousAssistants } from '../../chat/model/previousAssistants.ts';
import { longestQuestion, threadTitle } from '../../chat/model/questionText.ts';
import { withLastGoodValue } from '../../chat/ports/lastGoodValue.ts';
import type { Provider } from '../../chat/ports/provider.ts';
import type { ThreadStore } from '../../chat/ports/threads.ts';
import { createHttp } from '../http/http.ts';
import { Pace } from '../http/pace.ts';
import { described, type ProviderOptions } from '../http/request.ts';
import { askingRequests, copilotBuilderApi, copilotBuilderFailure } from './api.ts';
import { ask } from './ask.ts';
import { OwnRecord } from './record.ts';
import { SessionKeeper } from './session.ts';
import { Turns } from './turns.ts';

export interface CopilotBuilderOptions extends ProviderOptions<CopilotBuilderConnection> {
  /** The vendor keeps no thread that can be listed. */
  readonly threads: ThreadStore;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * CopilotBuilder's Chat API (copilotbuilder.ai/help/chat-api): one deployment, so one assistant. The vendor keeps a
 * session for an hour; the threads are ours. The key goes in the header `x-api-key`, to the base address's origin only.
 */
export function copilotBuilderProvider(options: CopilotBuilderOptions): Provider {
  const { connection, threads, timeouts, log, now = Date.now } = options;
  const { baseUrl } = connection;
  // No limit is documented; what the service itself says is kept to.
  const pace = new Pace();
  const http = createHttp({ ...options, baseUrl, keyHeader: 'x-api-key', failure: copilotBuilderFailure, pace });
  const api = copilotBuilderApi(http, connection, timeouts);
  const sessions = new SessionKeeper(api, threads, now);
  const turns = new Turns();
  const record = OwnRecord.over(threads);
  const assistantId = connection.deploymentId.trim();

  /** A disk that cannot be read is no reason to ask nobody. */
  const known = withLastGoodValue(() => threads.list(connection.id), [], log);
  /** The vendor would take a question for any deployment under the session of another one. */
  const isAsked = (id: string): void => {
    if (id !== assistantId) throw new ChatError('deployment-former', { processed: 'no' });
  };

  return {
    async listAssistants(signal) {
      const { name, description, greeting, models, ownData, maximumTokens, expires } = await sessions.described(signal);
      return [
        {
          id: assistantId,
          name: name ?? connection.name,
          maximumLength: longestQuestion,
          ...(description !== undefined && { description }),
          ...(greeting !== undefined && { greeting }),
          ...(models && { models }),
          ...(ownData && { ownData }),
          ...(maximumTokens !== undefined && { maximumTokens }),
          ...(expires !== undefined && { sessionEnds: new Date(expires).toISOString() }),
        },
        ...previousAssistants(await known(), assistantId),
      ];
    },

    async listThreads(id) {
      const all = await threads.list(connection.id);
      return { items: all.filter((thread) => thread.assistantId === id) };
    },

    async createThread(id, title) {
      isAsked(id);
      const createdAt = new Date(now()).toISOString();
      const thread: Thread = {
        connectionId: connection.id,
        assistantId: id,
        id: crypto.randomUUID(),
        title: threadTitle(title),
        createdAt,
        updatedAt: createdAt,
      };
      await threads.create(thread);
      return thread;
    },

    async deleteThread(thread) {
      await threads.delete(thread);
      record.forget(thread);
    },

    async listMessages(thread) {
      // That an answer could not be kept was said with it; each look is an occasion to keep it after all.
      await record.save(thread).catch((error: unknown) => log.warn(`An answer is not kept yet: ${failureLine(error)}`));
      const messages = await record.messages(thread);
      // What is not known to have arrived is the sender's to keep, until it goes out again or is taken back.
      const items = messages.filter(({ role, state }) => role !== 'user' || state === 'sent');
      return { items, isOwnRecord: true };
    },

    async *ask(thread, question, signal) {
      const asking = { api, sessions, threads, record, log, now, isAsked };
      yield* turns.follow(thread.id, signal, () => ask(asking, thread, question, signal));
    },

    async describe(id, _, [message = '']) {
      isAsked(id);
      const place = { baseUrl, keyHeader: 'x-api-key' };
      return askingRequests(assistantId, message).map((request) => described(place, request));
    },

    async test(signal) {
      await sessions.test(signal);
    },
  };
}
