import fc, { type AsyncCommand } from 'fast-check';
import type { Message } from '../../../src/chat/model.ts';
import type { ChatSession } from '../../../src/chat/session.ts';
import type { Network } from './vendorFetch.ts';
import type { World } from './world.ts';

/** The simple model: what a person has asked and not taken back. Repeated words count as often as they were asked. */
export interface Model {
  readonly asked: string[];
  steps: number;
}

type Command = AsyncCommand<Model, World>;
type Which = 0 | 1;

function command(name: string, run: (model: Model, world: World) => Promise<void>): Command {
  return {
    check: () => true,
    run: async (model, world) => {
      model.steps++;
      await run(model, world);
      lawsHold(model, world);
    },
    toString: () => name,
  };
}

/** What must hold at every moment, in whatever state the network is. */
function lawsHold({ asked }: Model, { held }: World): void {
  const questions = held.filter(([role]) => role === 'user').map(([, text]) => text);
  for (const text of new Set(questions)) {
    const [there, wanted] = [count(questions, text), count(asked, text)];
    if (there > wanted) throw new Error(`“${text}” was asked ${wanted} times, and is there ${there} times`);
  }
}

function count(texts: readonly string[], text: string): number {
  return texts.filter((candidate) => candidate === text).length;
}

function lastQuestion({ transcript }: ChatSession): Message | undefined {
  return transcript.messages.findLast(({ role }) => role === 'user');
}

/** A question that is not known to have arrived stands in the way: the person sees to it first. */
export function isOpen(session: ChatSession): boolean {
  const state = lastQuestion(session)?.state;
  return state === 'failed' || state === 'unknown';
}

async function send(model: Model, world: World, which: Which, text: string): Promise<boolean> {
  const window = world.windows[which];
  if (isOpen(window)) return false;
  model.asked.push(text);
  await window.send(text, []);
  return true;
}

const which = fc.constantFrom<Which>(0, 1);
/** Each window repeats itself, but not the other: whose words they are can then be told. */
const texts = fc.constantFrom('Weiter', 'Warum?', 'Wie lange ist die Frist?');
const asked = fc.tuple(which, texts).map(([w, text]) => [w, `${text} (${w})`] as const);

export const commands: fc.Arbitrary<Command>[] = [
  fc
    .tuple(which, texts)
    .map(([w, text]) =>
      command(`send(${w}, ${text})`, async (model, world) => void (await send(model, world, w, text))),
    ),
  asked.map(([w, text]) =>
    command(`send and stop(${w}, ${text})`, async (model, world) => {
      world.vendor.inMidAnswer = () => world.windows[w].stop();
      await send(model, world, w, text);
      world.vendor.inMidAnswer = undefined;
    }),
  ),
  asked.map(([w, text]) =>
    command(`send and reload(${w}, ${text})`, async (model, world) => {
      let reloaded = Promise.resolve();
      world.vendor.inMidAnswer = () => {
        world.vendor.inMidAnswer = undefined;
        reloaded = world.reload(w);
      };
      await send(model, world, w, text);
      world.vendor.inMidAnswer = undefined;
      await reloaded;
    }),
  ),
  which.map((w) => command(`retry(${w})`, async (_, world) => void (await world.windows[w].retry()))),
  which.map((w) => command(`look(${w})`, (_, world) => world.windows[w].load())),
  which.map((w) => command(`reload(${w})`, (_, world) => world.reload(w))),
  asked.map(([w, text]) =>
    command(`edit(${w}, ${text})`, async (model, world) => {
      // Only what surely did not arrive can be put right without asking twice.
      if (lastQuestion(world.windows[w])?.state !== 'failed') return;
      const taken = await world.windows[w].takeBack();
      if (!taken) return;
      model.asked.splice(model.asked.indexOf(taken.text), 1);
      await send(model, world, w, text);
    }),
  ),
  fc.constantFrom<Network>('up', 'up', 'down', 'lost', 'cut').map((network) =>
    command(`network(${network})`, async (_, world) => {
      world.vendor.network = network;
    }),
  ),
];
