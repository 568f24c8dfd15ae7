import { guarded, systemCode } from './fsErrors.ts';
import type { Heartbeat } from './heartbeat.ts';

/** The window that is at something. */
export interface Owner {
  readonly pid: number;
  /** Its own name, for as long as it lives. */
  readonly window: string;
}

/** Whether the window of `owner`, another one than this, is gone: nobody touches `file` any more. */
export async function isLeft(
  owner: Pick<Owner, 'pid'> | undefined,
  file: string,
  heartbeat: Heartbeat,
): Promise<boolean> {
  // One that had this process's number was there before it.
  const isGone = owner && (owner.pid === process.pid || !isAlive(owner.pid));
  return isGone || (await guarded(() => heartbeat.isSilent(file)));
}

/** Whether a process of this machine is still there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to someone else.
    return systemCode(error) !== 'ESRCH';
  }
}
