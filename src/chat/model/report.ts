import type { Log } from '../../base/log.ts';
import { errorData } from './errors.ts';
import { failureLine } from './failureLine.ts';
import type { ErrorData } from './model.ts';

/** The error as data, after a line in the log: with its frames where it is a defect of ours. */
export function reported(error: unknown, connectionId: string, log: Log): ErrorData {
  const data = errorData(error);
  log[data.code === 'bug' ? 'error' : 'warn'](`${connectionId}: ${failureLine(error)}`);
  return data;
}

/** One line in the log: `what`, a callback of another room, has thrown. */
export function logThrown(log: Log, what: string, error: unknown): void {
  log.error(`${what} failed: ${failureLine(error)}`);
}
