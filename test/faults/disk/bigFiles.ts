import { hash, randomFillSync } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Message } from '../../../src/chat/model/model.ts';

const block = 4 * 1024 * 1024;

/** Adds valid messages to a journal, each another one, until it has about `bytes`. Returns how many. */
export async function addMessages(file: string, bytes: number): Promise<number> {
  const handle = await open(file, 'a');
  const text = 'Zwei Wochen. '.repeat(75);
  let count = 0;
  for (let written = 0; written < bytes; ) {
    const lines: string[] = [];
    for (let size = 0; size < block; ) {
      const line = messageLine(`m${count++}`, text);
      lines.push(line);
      size += line.length;
    }
    written += (await handle.write(lines.join(''))).bytesWritten;
  }
  await handle.close();
  return count;
}

/** Adds `bytes` of noise, with line ends in it or in one single line. */
export async function addGarbage(file: string, bytes: number, lineEnds: boolean): Promise<void> {
  const handle = await open(file, 'a');
  const noise = randomFillSync(Buffer.alloc(block));
  if (!lineEnds) for (let index = 0; index < noise.length; index++) if (noise[index] === 0x0a) noise[index] = 0x0b;
  for (let written = 0; written < bytes; ) written += (await handle.write(noise)).bytesWritten;
  await handle.close();
}

function messageLine(id: string, text: string): string {
  const data: Message = { id, role: 'assistant', text, sources: [], context: [], state: 'complete' };
  const json = JSON.stringify({ v: 1, t: 1_700_000_000_000, op: 'message', data });
  return `${json.slice(0, -1)},"c":"${hash('sha256', json).slice(0, 8)}"}\n`;
}
