import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { count, seedOf } from './amount.ts';
import { commands, isOpen, type Model } from './model/commands.ts';
import { World } from './model/world.ts';

const wanted = count(100_000);
const seed = seedOf('model');
/** In memory where there is such a place: every step waits for a disk otherwise, which SIGKILL tests try already. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

test(`${wanted} steps in two windows end with the same thread in both`, { timeout: 1_800_000 }, async () => {
  let steps = 0;
  for (let batch = 0; steps < wanted; batch++) {
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 100, size: '+2' }), async (chosen) => {
        const folder = mkdtempSync(path.join(place, 'two-windows-'));
        const world = new World(folder);
        const model: Model = { asked: [], steps: 0 };
        try {
          await fc.asyncModelRun(() => ({ model, real: world }), chosen);
          await settle(world);
          expect(shown(world, 0)).toEqual(world.held);
          expect(shown(world, 1)).toEqual(world.held);
          const questions = world.held.filter(([role]) => role === 'user').map(([, text]) => text);
          expect(questions.toSorted()).toEqual(model.asked.toSorted());
        } finally {
          steps += model.steps;
          world.close();
          rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
        }
      }),
      { seed: seed + batch, numRuns: 20, endOnFailure: false },
    );
  }
  process.stdout.write(`${steps} steps\n`);
});

/** The network is back, and the person sees to what is open: each window looks, and sends again what did not arrive. */
async function settle(world: World): Promise<void> {
  world.vendor.network = 'up';
  for (let round = 0; round < 60; round++) {
    for (const window of world.windows) {
      await window.load();
      if (isOpen(window)) await window.retry();
    }
    if (!world.windows.some(isOpen)) break;
  }
  for (const window of world.windows) await window.load();
}

function shown(world: World, window: 0 | 1): readonly (readonly [string, string])[] {
  // What came of an answer that the vendor does not have is kept here, and marked.
  return world.windows[window].transcript.messages
    .filter(({ role, state }) => role === 'user' || state === 'complete')
    .map(({ role, text }) => [role, text]);
}
