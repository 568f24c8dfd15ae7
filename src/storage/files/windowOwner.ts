import { hostname } from 'node:os';
import { guarded, systemCode } from './fsErrors.ts';
import type { Heartbeat } from './heartbeat.ts';
import { fileName } from './safeFileName.ts';

/** Identifies the window that holds a file. */
export interface WindowOwner {
  readonly pid: number;
  /** The machine, or the container, that gave the number. Absent: an earlier version wrote it. */
  readonly host?: string;
  /** Its own name, for as long as it lives. */
  readonly window: string;
}

/** Returns this window as its files name it. */
export function ownerHere(window: string): WindowOwner & { readonly host: string } {
  return { pid: process.pid, host: here(), window };
}

/** Resolves whether the window of `owner`, another one than this, is gone: nobody touches `file` any more. */
export async function isAbandoned(
  owner: Pick<WindowOwner, 'pid' | 'host'> | undefined,
  file: string,
  heartbeat: Heartbeat,
): Promise<boolean> {
  // One that had this process's number was there before it.
  const isKnownGone = owner && (isGone(owner) || (isHere(owner) && owner.pid === process.pid));
  return isKnownGone || (await guarded(() => heartbeat.isSilent(file)));
}

/** Returns whether its process is surely gone. Of one of another machine nothing can be told by its number. */
export function isGone(owner: Pick<WindowOwner, 'pid' | 'host'>): boolean {
  return isHere(owner) && !isAlive(owner.pid);
}

function isHere({ host = here() }: Pick<WindowOwner, 'host'>): boolean {
  return host === here();
}

/** Returns the host name as it may stand in a file's name. */
function here(): string {
  return fileName(hostname());
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to someone else.
    return systemCode(error) !== 'ESRCH';
  }
}
