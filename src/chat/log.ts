/** Where details go. One line per fact; never a key, a question or an answer. */
export interface Log {
  debug(line: string): void;
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}
