import type { Log } from './base/log.ts';
import { cachingProvider } from './chat/catalog/cachingProvider.ts';
import { storedDemoThreads, threadsOf } from './chat/catalog/storedDemoThreads.ts';
import { mapAssistants, withLocalTitles } from './chat/catalog/titledProvider.ts';
import { type Connection, type DemoConnection, originOf } from './chat/model/connection.ts';
import type { Assistant, Quota } from './chat/model/model.ts';
import { assistantsOfLocalThreads } from './chat/model/previousAssistants.ts';
import type { Timeouts } from './chat/model/timeouts.ts';
import { factsOf } from './chat/model/vendors.ts';
import type { AgreeToStorage } from './chat/ports/files.ts';
import { withLastGoodValue } from './chat/ports/lastGoodValue.ts';
import type { Provider } from './chat/ports/provider.ts';
import type { InstallationIds, RequestDetailsStore } from './chat/ports/storage.ts';
import type { ThreadCache, ThreadStore, ThreadTitles } from './chat/ports/threads.ts';
import type { DemoLanguage } from './demo/demo.ts';
import { combinedProvider } from './providers/combined.ts';
import { copilotBuilderProvider } from './providers/copilotBuilder/copilotBuilderProvider.ts';
import { type HaufeOptions, haufeProvider } from './providers/haufe/haufeProvider.ts';
import { Breaker } from './providers/http/breaker.ts';

export interface VendorOptions {
  readonly getKey: (connection: Connection) => Promise<string>;
  readonly threads: ThreadStore;
  readonly titles: ThreadTitles;
  readonly details: RequestDetailsStore;
  readonly userIds: InstallationIds;
  readonly agreeToStorage: AgreeToStorage;
  readonly cache: ThreadCache;
  readonly timeouts: Timeouts;
  readonly log: Log;
  /** The services' latest numbers of requests that are left, by connection. */
  readonly quotas: Map<string, Quota>;
  readonly language: DemoLanguage;
  readonly readGuide: () => Promise<string>;
  readonly readHandbook: () => Promise<string>;
}

/** Makes the provider of a connection: the only place that makes them all, loaded when the first question is asked. */
export async function providerFor(connection: Connection, options: VendorOptions): Promise<Provider> {
  const provider = withLocalTitles(await vendorOf(connection, options), options.titles, options.log);
  return { ...provider, insist: () => breakerOf(connection)?.insist() };
}

/**
 * Returns the known assistants of a connection while its service cannot be asked, those of conversations on this
 * computer included.
 */
export async function knownAssistants(
  connection: Connection | undefined,
  { cache, threads }: Pick<VendorOptions, 'cache' | 'threads'>,
): Promise<readonly Assistant[] | undefined> {
  const kept = connection && (await cache.assistants(connection.id))?.value;
  const named = connection && factsOf(connection).namedAssistant(connection);
  if (!named) return kept;
  const here = await threads.list(connection.id).catch(() => []);
  return assistantsOfLocalThreads(here, named, kept);
}

const breakers = new Map<string, Breaker>();

/** Connections to the same host share what is known of its health. */
function breakerOf(connection: Connection): Breaker | undefined {
  const origin = originOf(connection);
  if (origin === undefined) return undefined;
  const breaker = breakers.get(origin) ?? new Breaker();
  breakers.set(origin, breaker);
  return breaker;
}

/** Returns the values that are sent beside a question: a disk that cannot be read must not keep anyone from asking. */
function known({ details, userIds, log }: VendorOptions): Pick<HaufeOptions, 'details' | 'userIds'> {
  return {
    details: { get: withLastGoodValue((connectionId: string, id: string) => details.get(connectionId, id), {}, log) },
    userIds: { get: () => userIds.get(), known: withLastGoodValue(() => userIds.known(), undefined, log) },
  };
}

async function vendorOf(connection: Connection, options: VendorOptions): Promise<Provider> {
  const { threads, cache, timeouts, log } = options;
  const readings = { connectionId: connection.id, cache, log, threads: factsOf(connection).keepsThreads };
  const shared = {
    timeouts,
    log,
    getKey: () => options.getKey(connection),
    breaker: breakerOf(connection),
    tellQuota: (quota: Quota) => void options.quotas.set(connection.id, quota),
  };
  switch (connection.provider) {
    case 'haufe':
      return cachingProvider(
        haufeProvider({ ...shared, ...known(options), connection, agreeToStorage: options.agreeToStorage }),
        readings,
      );
    case 'copilotBuilder':
      return cachingProvider(copilotBuilderProvider({ ...shared, connection, threads }), readings);
    case 'demo':
      return demoProvider(connection, options);
    default:
      return connection satisfies never;
  }
}

/**
 * Both vendors' providers, talking to the demo in this process instead of the network. The demo is read only by
 * those who try it.
 */
async function demoProvider({ id, name }: DemoConnection, options: VendorOptions): Promise<Provider> {
  const demo = await import('./demo/demo.ts');
  const { threads, timeouts, log, language, readGuide, readHandbook } = options;
  const books = { language, readGuide, readHandbook };
  const shared = { timeouts, log, getKey: async () => demo.demoKey };
  const played = {
    ...shared,
    ...known(options),
    fetch: demo.demoHaufeFetch({ ...books, store: storedDemoThreads(threads, id) }),
  };
  const connection = { id, name, provider: 'haufe', baseUrl: demo.demoHaufeBaseUrl } as const;
  const ready = haufeProvider({
    ...played,
    connection: { ...connection, license: demo.demoLicense, feedbackFields: demo.demoFeedbackFields },
  });
  // As the vendor's connections are at first: no license, and no names for what is told with a rating.
  const bare = haufeProvider({ ...played, connection });
  const isBare = ({ id }: Assistant) => id === demo.licenseAssistantId;
  const haufe = [only(ready, (assistant) => !isBare(assistant)), only(bare, isBare)];
  const copilotBuilder = copilotBuilderProvider({
    ...shared,
    connection: {
      id,
      name,
      provider: 'copilotBuilder',
      baseUrl: demo.demoCopilotBuilderBaseUrl,
      deploymentId: demo.demoDeploymentId,
    },
    threads: threadsOf(threads, demo.demoDeploymentId),
    fetch: demo.demoCopilotBuilderFetch(books),
  });
  const examples = demo.demoExamples(language);
  const all = mapAssistants(combinedProvider([...haufe, copilotBuilder]), (assistant) =>
    asDemo(assistant, examples, demo.demoDescription(language, assistant.id), isBare(assistant)),
  );
  const isFirst = ({ id }: Assistant) => id === demo.shortAssistantId;
  return {
    ...all,
    // The one with the short answers is who a newcomer meets.
    async listAssistants(signal) {
      return (await all.listAssistants(signal)).toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)));
    },
  };
}

/** A provider with some of its assistants. */
function only(provider: Provider, isIncluded: (assistant: Assistant) => boolean): Provider {
  return {
    ...provider,
    async listAssistants(signal) {
      return (await provider.listAssistants(signal)).filter(isIncluded);
    },
  };
}

/** No vendor is credited with what the demo says. Nobody is asked for the details that the demo brings along itself. */
function asDemo(
  { poweredBy: _, requiredFields, ...assistant }: Assistant,
  examples: readonly string[],
  description: string | undefined,
  isBare: boolean,
): Assistant {
  const asks = isBare && { ...(requiredFields && { requiredFields }), takesReasons: false as const };
  return { ...assistant, examples, ...(description !== undefined && { description }), ...asks };
}
