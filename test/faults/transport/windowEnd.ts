import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../random.ts';
import type { Client } from './client.ts';
import type { Home, Window } from './home.ts';
import type { Asked } from './judge.ts';
import type { FaultyServer } from './server.ts';
import type { Settle } from './settle.ts';

interface Surroundings {
  readonly random: Random;
  readonly server: FaultyServer;
  readonly home: Home;
  readonly settle: Settle;
  readonly broken: string[];
}

/** Asks, ends the window at some moment, and opens the next one as the extension does after a start. */
export async function leaveAndComeBack(
  client: Client,
  window: Window,
  { text }: Asked,
  { random, server, home, settle, broken }: Surroundings,
): Promise<{ readonly window: Window; readonly seen: 'shown' | 'composer' }> {
  const { session } = window;
  const how = random.one(['reload', 'crash'] as const);
  const moment = random.chance(0.6) ? request(server, random.between(0, 6)) : wait(random.between(0, 800));
  // Until then the composer has it, whose draft is on the disk as it is typed.
  let written = false;
  const sending = session.send(text, [], {
    onPersisted: () => {
      written = true;
    },
  });
  await Promise.race([moment, sending]);
  // Some of the requests of one moment come to their end, some do not.
  if (random.chance(0.5)) await wait(random.between(0, 3));
  const wasThread = session.thread;
  await window.end(how);
  if (how === 'reload') await settle('ending', sending);
  server.onRequest = undefined;
  if (random.chance(0.5)) await server.heal();

  const left = await home.left(client);
  const id = left?.threadId ?? client.thread?.id ?? (left ? undefined : wasThread?.id);
  const { connectionId, assistant } = client;
  const thread = id === undefined ? undefined : { connectionId, assistantId: assistant.id, id, title: text };
  const next = home.open(client, thread);
  if (thread) {
    await settle('loading', next.session.load());
    // What the disk had not taken yet is a draft still.
    const entries = await home.outbox().list({ connectionId, assistantId: assistant.id, threadId: thread.id });
    const isDraft = !written && entries.length === 0;
    return { window: next, seen: isDraft ? 'composer' : 'shown' };
  }
  const unbegun = await home.unbegun(client);
  if (written && !unbegun.some((entry) => entry.text === text)) broken.push('lost: it is not in the composer either');
  for (const entry of unbegun) await home.outbox().remove(entry);
  return { window: next, seen: 'composer' };
}

/** Resolves when the server gets its request number `wanted`. */
function request(server: FaultyServer, wanted: number): Promise<void> {
  return new Promise((resolve) => {
    server.onRequest = (index) => {
      if (index >= wanted) resolve();
    };
  });
}
