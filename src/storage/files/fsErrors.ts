import { rename } from 'node:fs/promises';
import { ChatError } from '../../chat/model/errors.ts';

/** The system's code of a failure, for example `ENOSPC`; undefined for what is no failure of the file system. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Runs file work; what it throws becomes a ChatError `storage` with the system's error code as detail. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw storageError(cause);
  }
}

/** The ChatError for a failure of the file system. */
export function storageError(cause: unknown): ChatError {
  if (cause instanceof ChatError) return cause;
  const detail = systemCode(cause);
  return new ChatError('storage', { processed: 'no', cause, ...(detail !== undefined && { detail }) });
}

/** The ChatError for what another window keeps from being done. */
export function busy(): ChatError {
  return new ChatError('storage', { processed: 'no', detail: 'EBUSY' });
}

/** Resolves as `work` does, or to `otherwise` when the file or folder does not exist. */
export async function ifExists<T, U = T>(work: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await work;
  } catch (error) {
    if (isAbsent(error)) return otherwise;
    throw error;
  }
}

/** Returns whether a failure says that the file or folder is not there. */
export function isAbsent(error: unknown): boolean {
  return systemCode(error) === 'ENOENT';
}

/** Renames `from` to `to`. On Windows a file that another process reads at this moment cannot be replaced; a moment later it can. */
export async function replace(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const isBusy = ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '');
      if (!isBusy || attempt === 10) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 10));
    }
  }
}
