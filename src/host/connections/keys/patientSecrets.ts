import { sleep } from '../../../base/sleep.ts';

/**
 * The part of VS Code's SecretStorage that is needed. Each call may fail: behind it stands the system's keyring, or
 * none.
 */
export interface SecretStore {
  get(name: string): PromiseLike<string | undefined>;
  store(name: string, value: string): PromiseLike<void>;
  delete(name: string): PromiseLike<void>;
  keys(): PromiseLike<readonly string[]>;
  readonly onDidChange: (listener: (change: { readonly key: string }) => unknown) => { dispose(): unknown };
}

/** The milliseconds after which the person is told of a store that has not answered. */
const slowAfter = 5_000;

/** The limit for a store's answer, in milliseconds: it may ask the person first to unlock it. */
const patience = 120_000;

/** A secret storage each of whose calls ends. `onSlow` is called once for all calls that wait at the same time. */
export function patientSecrets(secrets: SecretStore, onSlow: () => void): SecretStore {
  let waiting = 0;
  let isTold = false;
  const tell = () => {
    if (!isTold) onSlow();
    isTold = true;
  };
  const answered = async <T>(work: PromiseLike<T>): Promise<T> => {
    const over = new AbortController();
    waiting++;
    const late = sleep(slowAfter, over.signal)
      .then(() => {
        tell();
        return sleep(patience - slowAfter, over.signal);
      })
      .then(() => {
        throw new Error('no answer');
      });
    try {
      return await Promise.race([work, late]);
    } finally {
      over.abort();
      if (--waiting === 0) isTold = false;
    }
  };
  return {
    get: (name) => answered(secrets.get(name)),
    store: (name, value) => answered(secrets.store(name, value)),
    delete: (name) => answered(secrets.delete(name)),
    keys: () => answered(secrets.keys()),
    onDidChange: (listener) => secrets.onDidChange(listener),
  };
}
