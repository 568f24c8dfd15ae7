import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatSession } from '../../src/chat/session/session.ts';
import { amount, seedOf } from '../amount.ts';
import { commands } from './model/commands.ts';
import { isShared, lastQuestion, lawsHold, type Model, openQuestion, questionsAt } from './model/laws.ts';
import { World } from './model/world.ts';

const wanted = amount(100_000, 1_000);
const seed = seedOf('model');
/** In memory where there is such a place: every step waits for a disk otherwise, which SIGKILL tests try already. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

test(`ends with the same thread in two windows after ${wanted} steps`, { timeout: 3_600_000 }, async () => {
  let steps = 0;
  for (let batch = 0; steps < wanted; batch++) {
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 100, size: '+2' }), async (chosen) => {
        const world = new World(mkdtempSync(path.join(place, 'two-windows-')));
        const model: Model = { asked: [], promised: [], steps: 0 };
        try {
          await fc.asyncModelRun(() => ({ model, real: world }), chosen);
          await settle(world);
          expect(shown(world, 0)).toEqual(world.held);
          expect(shown(world, 1)).toEqual(world.held);
          await lawsHold(model, world);
          const own = (texts: readonly string[]) => texts.filter((text) => !isShared(text)).toSorted();
          if (model.promised.length === model.asked.length) expect(own(questionsAt(world))).toEqual(own(model.asked));
          await deleteInMidAnswer(world);
        } finally {
          steps += model.steps;
          world.close();
        }
      }),
      { seed: seed + batch, numRuns: 20, endOnFailure: false },
    );
  }
  console.log(`${steps} steps`);
});

/** The network is back, and the person sees to what is open: each window looks, and sends again what did not arrive. */
async function settle(world: World): Promise<void> {
  world.vendor.network = 'up';
  for (let round = 0; round < 60; round++) {
    for (const window of world.windows) {
      await window.load();
      await askAgain(window);
    }
    if (!world.windows.some(openQuestion)) break;
  }
  for (const window of world.windows) await window.load();
}

/** The oldest question that is open goes out again: where it stands, or, when the conversation went on, as a new one. */
async function askAgain(window: ChatSession): Promise<void> {
  const open = openQuestion(window);
  if (open && open === lastQuestion(window)) await window.retry();
  else if (open) {
    const taken = await window.takeBack(() => undefined, open.id);
    if (taken) await window.send(taken.text, []);
  }
}

function shown(world: World, window: 0 | 1): readonly (readonly [string, string])[] {
  // What came of an answer that the vendor does not have is kept here, and marked.
  return world.windows[window].transcript.messages
    .filter(({ role, state }) => role === 'user' || state === 'complete')
    .map(({ role, text }) => [role, text]);
}

/** The thread is deleted by one window while the other waits for an answer: nothing of it comes back. */
async function deleteInMidAnswer(world: World): Promise<void> {
  let deleted = Promise.resolve();
  world.vendor.inMidAnswer = () => {
    world.vendor.inMidAnswer = undefined;
    const thread = world.vendor.service.thread(world.thread.id);
    if (thread) thread.deleted = true;
    deleted = world.forgetThread();
  };
  await world.windows[0].send('Zuletzt', []);
  await deleted;
  await world.windows[1].load();
  expect(await world.files()).toEqual([]);
}
