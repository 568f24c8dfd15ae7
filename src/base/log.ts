import { attempt } from './attempt.ts';

/** The log: one line per fact; never a key, a question or an answer. */
export interface Log {
  debug(line: string): void;
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

/** The same log for those who must go on: a channel that is closed, as VS Code's is when the window ends, throws. */
export function unfailing(log: Log): Log {
  return {
    debug: (line) => attempt(() => log.debug(line)),
    info: (line) => attempt(() => log.info(line)),
    warn: (line) => attempt(() => log.warn(line)),
    error: (line) => attempt(() => log.error(line)),
  };
}
