import { describe, expect, it } from 'vitest';
import type { HaufeConnection } from '../../src/chat/model/connection.ts';
import { answerParts } from '../../src/providers/haufe/runs/answerStream.ts';

const connection: HaufeConnection = { id: 'h', provider: 'haufe', name: 'H', baseUrl: 'https://api.haufe.ai/agents' };
const count = 30_000;
const part = { delta: { content: 'x' } };

/** How often a timer fires while the parts of a body are read that has come in one piece. */
async function turns(contentType: string, body: string): Promise<{ readonly parts: number; readonly fired: number }> {
  let [parts, fired] = [0, 0];
  const timer = setInterval(() => fired++, 1);
  const bytes = (async function* () {
    yield new TextEncoder().encode(body);
  })();
  for await (const _ of answerParts({ status: 200, contentType, endsByClosing: false, bytes }, connection)) parts++;
  clearInterval(timer);
  return { parts, fired };
}

describe('while one large chunk is read, timers run', () => {
  it.each([
    ['lines', 'application/x-ndjson', `${JSON.stringify(part)}\n`.repeat(count)],
    ['events', 'text/event-stream', `data: ${JSON.stringify(part)}\n\n`.repeat(count)],
    ['an array', 'application/json', JSON.stringify(Array.from({ length: count }, () => part))],
  ])('timers run while one large chunk is read of %s', async (_, contentType, body) => {
    const { parts, fired } = await turns(contentType, body);
    expect(parts).toBe(count);
    expect(fired).toBeGreaterThan(0);
  });
});
