// Run by `npm run bench`: how long a person waits, in a real VS Code, with a service on a real socket beside it.
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { ServerResponse } from 'node:http';
import { performance as host } from 'node:perf_hooks';
import * as vscode from 'vscode';
import type { Service } from '../service/service.ts';
import { askInChat, enterKey, lastMessageIs, newConversation } from './chat';
import { evaluateInChat } from './page';
import { connectService, setConnections } from './workspace';

const rounds = 50;
/** Milliseconds between two keys: a fast typist, and long enough for the host to be done with each. */
const pause = 100;

// What runs in the page names its global `performance`: an import of that name would not be there.
/** Times of all processes of this machine by one clock, in milliseconds. */
const now = () => performance.timeOrigin + performance.now();
const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

let service: Service;

/** How long the extension host was busy in the moments after each of `starts`, by what `samples` say. */
function busyAfter(starts: readonly number[], samples: readonly (readonly [time: number, active: number])[]): number[] {
  const activeAt = (time: number) => samples.findLast(([at]) => at <= time)?.[1] ?? 0;
  return starts.map((start) => activeAt(start + pause) - activeAt(start));
}

/** Samples how long the extension host has been busy, until `work` is done. */
async function sampled<T>(work: () => Promise<T>): Promise<[T, [time: number, active: number][]]> {
  const samples: [number, number][] = [];
  const sample = () => samples.push([now(), host.eventLoopUtilization().active]);
  const timer = setInterval(sample, 5);
  try {
    return [await work(), samples];
  } finally {
    clearInterval(timer);
  }
}

/** Types so many keys into the message field, or none, and gives the time of each. */
function keys({ count, pause, isIdle }: { count: number; pause: number; isIdle: boolean }): Promise<number[]> {
  const field = document.querySelector('textarea');
  if (!field) throw new Error('There is no message field.');
  const times: number[] = [];
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (times.length === count) {
        clearInterval(timer);
        resolve(times);
        return;
      }
      times.push(performance.timeOrigin + performance.now());
      if (isIdle) return;
      field.setRangeText('x', field.value.length, field.value.length, 'end');
      field.dispatchEvent(new InputEvent('input', { bubbles: true, data: 'x', inputType: 'insertText' }));
    }, pause);
  });
}

/** Presses Enter, and waits until the first words of the answer have been painted. */
function ask(question: string): Promise<{ pressed: number; painted: number }> {
  const field = document.querySelector('textarea');
  if (!field) throw new Error('There is no message field.');
  field.value = question;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: question, inputType: 'insertText' }));
  const before = document.querySelectorAll('article').length;
  const pressed = performance.timeOrigin + performance.now();
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const articles = [...document.querySelectorAll('article')];
      const words = articles.at(-1)?.querySelector('.markdown')?.textContent?.trim();
      if (articles.length < before + 2 || !words) return;
      observer.disconnect();
      // A task after the frame in which it stands: then it is on the screen.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve({ pressed, painted: performance.timeOrigin + performance.now() });
        port2.postMessage(undefined);
      });
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  });
}

function row(name: string, value: number, goal: number): void {
  const line = `figure ${name.padEnd(54)} ${value.toFixed(1).padStart(6)} ms   goal ${goal} ms`;
  appendFileSync(process.env['EXPERT_ASSISTANTS_TEST_RESULTS'] ?? '', `${line}\n`);
}

describe('how long a person waits', () => {
  const { write } = ServerResponse.prototype;
  let firstDelta: number | undefined;

  before(async () => {
    service = await connectService();
    await enterKey('kanzlei', 'Kanzlei A', service.haufe.key);
    await newConversation('Haufe Copilot HR');
    await askInChat('Welche Frist gilt in der Probezeit?');
    await lastMessageIs('complete');
    ServerResponse.prototype.write = function (this: ServerResponse, ...args: unknown[]) {
      if (firstDelta === undefined && String(Buffer.from(args[0] as Uint8Array)).includes('"delta"'))
        firstDelta = now();
      return Reflect.apply(write, this, args);
    } as typeof write;
  });
  after(async () => {
    ServerResponse.prototype.write = write;
    await vscode.commands.executeCommand('notifications.clearAll');
    await setConnections([]);
    await service.stop();
  });

  it('is said for a key press in the message field', async () => {
    const measure = async (isIdle: boolean) => {
      const [starts, samples] = await sampled(() => evaluateInChat(keys, { count: rounds, pause, isIdle }));
      return median(busyAfter(starts, samples));
    };
    const idle = await measure(true);
    row('a key press in the message field, host', Math.max(0, (await measure(false)) - idle), 2);
  });

  it('is said from Enter to the first byte on the network, and from the first words to the screen', async () => {
    const [toNetwork, toPaint]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      service.reset();
      firstDelta = undefined;
      const { pressed, painted } = await evaluateInChat(ask, `Welche Frist gilt im Fall ${round}?`);
      const [request] = service.requests;
      assert.ok(request && firstDelta !== undefined);
      toNetwork.push(performance.timeOrigin + request.at - pressed);
      toPaint.push(painted - firstDelta);
      await lastMessageIs('complete');
    }
    row('from Enter to the first byte on the network', median(toNetwork), 20);
    row('from the first words on the network to the screen', median(toPaint), 17);
  });
}).timeout(240_000);
