import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService } from '../service/service.ts';
import { makeCopilotBuilder, makeHaufe, never, rechunked, type Told, tell } from './harness.ts';

const sizes = [1, 2, 3, 5, 7, Number.MAX_SAFE_INTEGER];
const contentTypes: Readonly<Record<string, string>> = {
  '.ndjson': 'application/x-ndjson',
  '.json': 'application/json',
  '.sse': 'text/event-stream; charset=utf-8',
  '.txt': 'text/plain',
};

const folder = (vendor: string): string => new URL(`../fixtures/${vendor}/`, import.meta.url).pathname;

/** Neighbouring deltas joined, our own random ids left out: what must not depend on where the bytes were cut. */
function story({ events, error }: Told): unknown {
  const told: unknown[] = [];
  let text = '';
  for (const event of events) {
    if (event.type === 'text-delta') text += event.delta;
    else told.push(event.type === 'question-stored' ? event.type : event);
  }
  return { told, text, error };
}

describe.each([
  ['haufe', makeHaufe, 'Die Kündigungsfrist beträgt „vier Wochen“ 👩🏽‍⚖️ (§\u2028622 BGB).\n'],
  ['copilotBuilder', makeCopilotBuilder, 'Klausel 3 ist „wirksam“. ✅'],
] as const)('%s: the events do not depend on where the bytes are cut', (vendor, make, expected) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  test.each(readdirSync(folder(vendor)))('%s', async (file) => {
    const body = readFileSync(folder(vendor) + file);
    const stories: unknown[] = [];
    for (const size of sizes) {
      const { provider, assistantId, answerPath } = make(service, { fetch: rechunked(size) });
      await provider.listAssistants(never);
      const thread = await provider.createThread(assistantId, 'Fixture', never);
      service.fail(answerPath, { body, headers: { 'content-type': contentTypes[extname(file)] ?? '' } });
      const told = await tell(provider.ask(thread, { text: 'Prüfe Klausel 3 🧐', mayBeStored: false }, never));
      expect(told.error).toBeUndefined();
      expect(told.text).toBe(expected);
      expect(told.events.at(-1)).toEqual({ type: 'run-end', reason: 'complete' });
      stories.push(story(told));
    }
    for (const other of stories) expect(other).toEqual(stories[0]);
    if (vendor === 'haufe') {
      const sources = (
        stories[0] as { told: { type: string; sources?: { id: string; title: string }[] }[] }
      ).told.flatMap((event) => event.sources ?? []);
      expect(sources.map(({ id, title }) => [id, title])).toEqual([
        ['1', 'Kündigungsfristen'],
        ['2', 'Zugang'],
      ]);
    }
  });
});
