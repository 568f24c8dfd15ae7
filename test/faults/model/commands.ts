import fc, { type AsyncCommand } from 'fast-check';
import {
  isHeldUp,
  isShared,
  lastQuestion,
  lawsHold,
  type Model,
  openQuestion,
  questionsAt,
  type Which,
  wordsOf,
} from './laws.ts';
import type { Network } from './vendorFetch.ts';
import type { World } from './world.ts';

type Command = AsyncCommand<Model, World>;

function command(name: string, run: (model: Model, world: World) => Promise<void>): Command {
  return {
    check: () => true,
    run: async (model, world) => {
      model.steps++;
      await run(model, world);
      await lawsHold(model, world);
    },
    toString: () => name,
  };
}

async function send(model: Model, world: World, which: Which, text: string): Promise<boolean> {
  const window = world.windows[which];
  if (isHeldUp(window)) return false;
  model.asked.push(text);
  model.promised.push(text);
  await window.send(text, []);
  return true;
}

/** Sends, and does `strike` at the moment that `listen` waits for. */
async function sendAnd(
  model: Model,
  world: World,
  { which, text, at }: { readonly which: Which; readonly text: string; readonly at: 'inMidAnswer' | 'onChange' },
  strike: () => Promise<void> | void,
): Promise<void> {
  const struck = new Promise<void>((resolve, reject) => {
    world.vendor[at] = () => {
      world.vendor[at] = undefined;
      Promise.resolve(strike()).then(resolve, reject);
    };
  });
  const sending = send(model, world, which, text);
  // A window that crashes never comes to its end.
  await Promise.race([sending, struck]);
  if (world.vendor[at]) world.vendor[at] = undefined;
  else await struck;
}

function remove(texts: string[], text: string): void {
  const index = texts.indexOf(text);
  if (index >= 0) texts.splice(index, 1);
}

const which = fc.constantFrom<Which>(0, 1);
/** Each window repeats itself; the last one says what the other says too. */
const texts = fc.constantFrom('Weiter', 'Warum?', 'Wie lange ist die Frist?');
const asked = fc
  .tuple(which, texts, fc.boolean())
  .map(([w, text, shared]) => [w, shared && text === 'Weiter' ? text : wordsOf(text, w)] as const);

export const commands: fc.Arbitrary<Command>[] = [
  asked.map(([w, text]) =>
    command(`send(${w}, ${text})`, async (model, world) => void (await send(model, world, w, text))),
  ),
  asked.map(([w, text]) =>
    command(`send and stop(${w}, ${text})`, (model, world) =>
      sendAnd(model, world, { which: w, text, at: 'inMidAnswer' }, () => world.windows[w].stop()),
    ),
  ),
  asked.map(([w, text]) =>
    command(`send and reload(${w}, ${text})`, (model, world) =>
      sendAnd(model, world, { which: w, text, at: 'inMidAnswer' }, () => world.reload(w)),
    ),
  ),
  fc
    .tuple(asked, fc.constantFrom('inMidAnswer' as const, 'onChange' as const))
    .map(([[w, text], at]) =>
      command(`send and crash(${w}, ${text}, ${at})`, (model, world) =>
        sendAnd(model, world, { which: w, text, at }, () => world.crash(w)),
      ),
    ),
  which.map((w) =>
    command(`retry(${w})`, async (_, world) => {
      await world.windows[w].retry();
    }),
  ),
  which.map((w) => command(`look(${w})`, (_, world) => world.windows[w].load())),
  fc.tuple(which, fc.boolean(), fc.boolean()).map(([w, crashes, offline]) =>
    command(`${crashes ? 'crash' : 'reload'}(${w}${offline ? ', offline' : ''})`, async (_, world) => {
      const { network } = world.vendor;
      // What is sent next goes out from a copy, or from nothing.
      if (offline) world.vendor.network = 'down';
      await (crashes ? world.crash(w) : world.reload(w));
      world.vendor.network = network;
    }),
  ),
  asked.map(([w, text]) =>
    command(`edit(${w}, ${text})`, async (model, world) => {
      // Only what surely did not arrive can be put right without asking twice. The conversation may have gone on since.
      const open = openQuestion(world.windows[w]);
      if (open?.state !== 'failed') return;
      const taken = await world.windows[w].takeBack(() => undefined, open.id);
      if (!taken) return;
      for (const texts of [model.asked, model.promised]) remove(texts, taken.text);
      await send(model, world, w, text);
    }),
  ),
  which.map((w) =>
    command(`regenerate(${w})`, async (model, world) => {
      const window = world.windows[w];
      const shown = lastQuestion(window);
      // As before every replacing: what another window did is shown first.
      await window.refresh();
      const question = lastQuestion(window);
      if (question?.state !== 'sent' || (question.storedId ?? question.id) !== (shown?.storedId ?? shown?.id)) return;
      // Whatever becomes of it: the person wants it to be gone.
      remove(model.promised, question.text);
      if (await window.forgetTurn()) return;
      remove(model.asked, question.text);
      await send(model, world, w, isShared(question.text) ? question.text : wordsOf(question.text, w));
    }),
  ),
  asked.map(([w, text]) =>
    command(`send while everything is deleted(${w}, ${text})`, async (model, world) => {
      if (isHeldUp(world.windows[w])) return;
      await sendAnd(model, world, { which: w, text, at: 'inMidAnswer' }, () => world.deleteEverything());
      await world.deleteEverything();
      model.promised = [...questionsAt(world)];
      const files = await world.files();
      if (files.length > 0) throw new Error(`deleted, and there again: ${files.join(', ')}`);
    }),
  ),
  fc.constantFrom<Network>('up', 'up', 'up', 'down', 'lost', 'swallowed', 'cut').map((network) =>
    command(`network(${network})`, async (_, world) => {
      world.vendor.network = network;
    }),
  ),
];
