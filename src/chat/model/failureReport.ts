import type { Log } from '../../base/log.ts';
import type { ErrorData } from './errorData.ts';
import { ChatError, errorData } from './errors.ts';

/**
 * Returns the log's line for a failure: our code with the service's own; for a defect its class and where in this
 * extension it happened. Never the message of a foreign error: such messages quote paths and contents.
 */
export function failureLine(error: unknown): string {
  if (error instanceof ChatError) return error.message;
  const { code, detail } = errorData(error);
  const system = error instanceof Error && 'code' in error ? codeWord(error.code) : '';
  return [[code, detail, system].filter(Boolean).join(' '), ...frames(error)].join('\n');
}

/** A code of the system or of a library, for example `ENOENT`; nothing that could be a sentence or a path. */
function codeWord(code: unknown): string {
  return typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : '';
}

const mostFrames = 10;

/** The lines of the stack that name a place in this extension or in Node, without the folders above it. */
function frames(error: unknown): readonly string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  // A message may have lines that look like places.
  const at = error.stack.indexOf(error.message);
  const places = at < 0 ? error.stack : error.stack.slice(at + error.message.length);
  return places
    .split('\n')
    .flatMap((line) => {
      const [, of = '', place] = frame.exec(line.slice(0, 1_000).replaceAll('\\', '/')) ?? [];
      return place === undefined ? [] : [`    at ${of}${place}`];
    })
    .slice(0, mostFrames);
}

const frame =
  /^ +at ((?:async |new )?[\w$.#<>]+ (?:\[as [\w$.#]+\] )?(?=\()|async )?.*?\b((?:dist\/(?:chunks\/)?[\w-]+\.js|src\/(?:chat|host|providers|storage|demo)\/[\w/]+\.ts|node:[\w/]+):\d+:\d+)\)?$/;

/** The error as data, after a line in the log: with its frames where it is a defect of ours. */
export function reported(error: unknown, connectionId: string, log: Log): ErrorData {
  const data = errorData(error);
  log[data.code === 'bug' ? 'error' : 'warn'](`${connectionId}: ${failureLine(error)}`);
  return data;
}

/** Logs one line: `what`, a callback of another room, has thrown. */
export function logThrown(log: Log, what: string, error: unknown): void {
  log.error(`${what} failed: ${failureLine(error)}`);
}
