import { ChatError, errorData } from './errors.ts';
import type { Log } from './log.ts';
import type { ErrorData } from './model.ts';

/** The error as data, after a line in the log: with its stack where it is a defect of ours. */
export function reported(error: unknown, connectionId: string, log: Log): ErrorData {
  const data = errorData(error);
  const line = `${connectionId}: ${error instanceof ChatError ? error.message : String(error)}`;
  if (data.code === 'bug') log.error(`${line}\n${error instanceof Error ? error.stack : ''}`);
  else log.warn(line);
  return data;
}
