import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService } from '../service/service.ts';
import type { Tag } from './coverage/rows.mts';
import { makeCopilotBuilder, makeHaufe, never, rechunked, type Told, tell } from './harness.ts';

const sizes = [1, 2, 3, 5, 7, Number.MAX_SAFE_INTEGER];
const contentTypes: Readonly<Record<string, string>> = {
  '.ndjson': 'application/x-ndjson',
  '.json': 'application/json',
  '.sse': 'text/event-stream; charset=utf-8',
  '.txt': 'text/plain',
};

/** What each fixture is an example of; those of Haufe are all about how a stream may be framed. */
const examples: Readonly<Record<string, readonly Tag[]>> = {
  'bareArray.json': ['copilotBuilder/row-1', 'copilotBuilder/row-6'],
  'contentField.json': ['copilotBuilder/row-2'],
  'contentParts.json': ['copilotBuilder/row-2'],
  'documented.json': ['copilotBuilder/row-2'],
  'historyOnly.json': ['copilotBuilder/row-1', 'copilotBuilder/row-6'],
  'numberRoles.json': ['copilotBuilder/row-4'],
  'pascal.json': ['copilotBuilder/row-3', 'copilotBuilder/row-5'],
  'stringRoles.json': ['copilotBuilder/row-4'],
};

const folder = (vendor: string): string => path.join(import.meta.dirname, '../fixtures', vendor, '/');

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
] as const)('recorded answers of %s', (vendor, make, expected) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  for (const file of readdirSync(folder(vendor))) {
    const tags: Tag[] = vendor === 'haufe' ? ['haufe/row-14', 'haufe/row-15'] : [...(examples[file] ?? [])];
    test(`tells the same events of ${file} wherever its bytes are cut`, { tags }, () => tellsTheSame(file));
  }

  async function tellsTheSame(file: string): Promise<void> {
    const body = readFileSync(folder(vendor) + file);
    const stories: unknown[] = [];
    for (const size of sizes) {
      const { provider, assistantId, answerPath } = make(service, { fetch: rechunked(size) });
      await provider.listAssistants(never);
      const thread = await provider.createThread(assistantId, 'Fixture', never);
      service.fail(answerPath, { body, headers: { 'content-type': contentTypes[path.extname(file)] ?? '' } });
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
  }
});
