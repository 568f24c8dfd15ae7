import type { Log } from '../../base/log.ts';
import { errorData } from '../model/errors.ts';

/**
 * `read` for as long as the disk gives something; else what it gave last, or `otherwise`. For what makes a question
 * better and is no reason to refuse it. Fails as `read` does, but never with `storage`.
 */
export function readable<Key extends readonly string[], Value>(
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
