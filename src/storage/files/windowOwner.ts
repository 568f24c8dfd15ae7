import { guarded } from './fsErrors.ts';
import type { Heartbeat } from './heartbeat.ts';
import { isAlive } from './processes.ts';

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
