import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAbsent, systemCode } from '../files/fsErrors.ts';
import { isGone, ownerHere } from '../files/windowOwner.ts';

/** A holder touches its lock this often; one that has not for `staleAfter` is gone. Milliseconds. */
const touchEvery = 5_000;
const staleAfter = 30_000;
const askAgainAfter = 25;

export interface Lock {
  /** Whether nobody took it away meanwhile: its holder may have been suspended for longer than a lock lives. */
  held(): Promise<boolean>;
}

/**
 * Does `work` while no other process does any under the same lock, a folder that only one can make. Waits up to
 * `wait` milliseconds and returns undefined, with nothing done, when it is still taken. The lock of a dead process is
 * taken over. It keeps two from doing the same work; nothing that was written is lost where it fails to.
 */
export async function withLock<T>(
  folder: string,
  wait: number,
  work: (lock: Lock) => Promise<T>,
): Promise<T | undefined> {
  const owner = path.join(folder, ownerName());
  if (!(await take(folder, owner, Date.now() + wait))) return undefined;
  const touching = setInterval(() => void touch(folder), touchEvery);
  touching.unref();
  const held = async () => (await statOrNothing(owner)) !== undefined;
  try {
    return await work({ held });
  } finally {
    clearInterval(touching);
    if (await held()) await rm(folder, { recursive: true, force: true });
  }
}

async function take(folder: string, owner: string, until: number): Promise<boolean> {
  for (;;) {
    try {
      await mkdir(folder, { mode: 0o700 });
      await writeFile(owner, '', { mode: 0o600 });
      return true;
    } catch (error) {
      // ENOENT: it was taken for stale between the two steps.
      const code = systemCode(error);
      if (code !== 'EEXIST' && code !== 'ENOENT') throw error;
      if (code === 'ENOENT') await mkdir(path.dirname(folder), { recursive: true, mode: 0o700 });
    }
    if (await isStale(folder)) await takeAway(folder);
    else if (Date.now() >= until) return false;
    else await new Promise((resolve) => setTimeout(resolve, askAgainAfter));
  }
}

async function isStale(folder: string): Promise<boolean> {
  const state = await statOrNothing(folder);
  if (!state) return false;
  const age = Date.now() - state.mtimeMs;
  if (age > staleAfter) return true;
  const [owner] = await readdir(folder).catch(nothingIfAbsent);
  if (owner === undefined) return age > touchEvery;
  const [pid, , ...host] = owner.split('-');
  return isGone({ pid: Number(pid), ...(host.length > 0 && { host: host.join('-') }) });
}

/** Number of the process, a name of this taking, machine. */
function ownerName(): string {
  const { pid, host, window } = ownerHere(randomUUID().slice(0, 8));
  return `${pid}-${window}-${host}`;
}

/** Removes the lock by renaming it, which only one window can do. */
async function takeAway(folder: string): Promise<void> {
  const away = `${folder}-${randomUUID().slice(0, 8)}`;
  try {
    await rename(folder, away);
  } catch (error) {
    if (isAbsent(error)) return;
    throw error;
  }
  await rm(away, { recursive: true, force: true });
}

async function touch(folder: string): Promise<void> {
  const now = new Date();
  // Whoever took the lock away is told by `held`.
  await utimes(folder, now, now).catch(nothingIfAbsent);
}

async function statOrNothing(file: string) {
  return stat(file).catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
}

function nothingIfAbsent(error: unknown): string[] {
  if (isAbsent(error)) return [];
  throw error;
}
