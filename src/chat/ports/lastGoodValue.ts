import type { Log } from '../../base/log.ts';
import { errorData } from '../model/errors.ts';

/**
 * Wraps a store's `read`: on a storage error it gives the last value, or `otherwise`. For what makes a question better and
 * is no reason to refuse it. Fails as `read` does, but never with `storage`.
 */
export function withLastGoodValue<Key extends readonly string[], Value>(
  read: (...key: Key) => Promise<Value>,
  otherwise: Value,
  log: Pick<Log, 'warn'>,
): (...key: Key) => Promise<Value> {
  const last = new Map<string, Value>();
  return async (...key) => {
    const place = JSON.stringify(key);
    try {
      const value = await read(...key);
      last.set(place, value);
      return value;
    } catch (error) {
      const { code, detail } = errorData(error);
      if (code !== 'storage') throw error;
      log.warn(`Local storage: not readable, what was read before is used: ${detail ?? ''}`.trimEnd());
      return last.get(place) ?? otherwise;
    }
  };
}
