import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

/** What a writing process has acknowledged: the number of its latest record. */
export interface Writer {
  readonly name: string;
  readonly acknowledged: () => number;
  /** Resolves when it has acknowledged `count` records. */
  readonly reached: (count: number) => Promise<void>;
  /** With SIGKILL, wherever it is; resolves when it is gone and all that it said was heard. */
  readonly kill: () => Promise<void>;
}

/** Starts a process of its own that appends to `file` until it is killed. */
export function startWriter(file: string, name: string, rotateAt: number, compactEvery: number): Writer {
  return startProgram(path.join(import.meta.dirname, 'writer.ts'), name, [
    file,
    name,
    String(rotateAt),
    String(compactEvery),
  ]);
}

/** Starts `program` as a process of its own, which tells the number of each record on a line. */
export function startProgram(program: string, name: string, parameters: readonly string[]): Writer {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', program, ...parameters],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let latest = -1;
  let rest = '';
  const waiting = new Set<() => void>();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) latest = Number(lines.at(-1));
    for (const look of waiting) look();
  });
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve()));
  return {
    name,
    acknowledged: () => latest,
    reached: (count) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (latest + 1 < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        void gone.then(() => reject(new Error(`writer ${name} ended by itself`)));
        look();
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
