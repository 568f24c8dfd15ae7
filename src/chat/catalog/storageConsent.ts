import type { Log } from '../../base/log.ts';
import { type Connection, originOf } from '../model/connection.ts';
import { errorData } from '../model/errors.ts';
import type { AgreedStorages, AgreeToStorage } from '../ports/files.ts';

/** Asks the person whether files of `connection` may go to `storage`. `before`: the storage agreed to until now. */
export type AskAboutStorage = (connection: Connection, storage: string, before?: string) => Promise<boolean>;

/**
 * The person's consent to the storage of each connection: asked for the first time, and whenever its service names
 * another one. One question at a time, so that two files do not ask the same.
 */
export function storageConsent(
  agreed: AgreedStorages,
  connectionOf: (connectionId: string) => Connection | undefined,
  ask: AskAboutStorage,
  log: Log,
): AgreeToStorage {
  /** A disk that fails has the person asked once more; it stops nobody. */
  const orElse = (error: unknown): undefined =>
    log.warn(`agreed storage: ${errorData(error).detail ?? ''}`) as undefined;
  const decide: AgreeToStorage = async (connectionId, storage, signal) => {
    const connection = connectionOf(connectionId);
    const service = connection && originOf(connection);
    if (!connection || service === undefined || signal.aborted) return false;
    const known = await agreed.get(connectionId).catch(orElse);
    const before = known?.service === service ? known.storage : undefined;
    if (before === storage) return true;
    if (!(await ask(connection, storage, before)) || signal.aborted) return false;
    await agreed.put(connectionId, { service, storage }).catch(orElse);
    return true;
  };
  let last: Promise<unknown> = Promise.resolve();
  return (...file) => {
    const decided = last.then(() => decide(...file));
    last = decided.catch(() => undefined);
    return decided;
  };
}
