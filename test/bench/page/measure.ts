// Runs in the browser: how long each frame of a growing answer holds up the page.
import type { EmitOptions } from '../../../src/webview/markdown/options.ts';
import { oracle } from './oracle.ts';
import { ours } from './ours.ts';
import { markedWhole, reactBlocks } from './references.mjs';

export { counters, ours } from './ours.ts';

export type Candidate = 'oracle' | 'ours' | 'marked' | 'react';

/** Characters that come within one frame: four deltas of twelve. */
const frame = 48;
const positions = 16;
const framesAtPosition = 3;

function start(candidate: Candidate, body: HTMLElement, text: string, options: EmitOptions) {
  if (candidate === 'ours') return ours(body, options);
  if (candidate === 'marked') return markedWhole(body);
  if (candidate === 'react') return reactBlocks(body);
  const final = document.createElement('div');
  ours(final, options)(text);
  return oracle(body, final, text.length);
}

/** Milliseconds that one frame took: all of it, and of that the script alone. */
export interface FrameTime {
  readonly whole: number;
  readonly script: number;
}

/**
 * Milliseconds of script, style and layout for frames at evenly spaced places of `text`. Each frame scrolls to the end,
 * as the page does for a person who reads along; painting is not in it.
 */
export async function frameTimes(candidate: Candidate, text: string, options: EmitOptions): Promise<FrameTime[]> {
  const region = document.createElement('section');
  region.className = 'conversation';
  region.style.cssText = 'height: 640px; width: 420px; overflow-y: auto';
  const body = document.createElement('div');
  body.className = 'markdown';
  region.append(body);
  document.body.append(region);
  const update = start(candidate, body, text, options);
  const times: FrameTime[] = [];
  const nextFrame = () => new Promise(requestAnimationFrame);
  for (let position = 1; position <= positions; position++) {
    let end = Math.floor((text.length - framesAtPosition * frame) * (position / positions));
    update(text.slice(0, end));
    region.scrollTop = region.scrollHeight;
    // What is off the screen is left out from the second frame on.
    await nextFrame();
    await nextFrame();
    for (let count = 0; count < framesAtPosition; count++) {
      end += frame;
      const now = performance.now();
      update(text.slice(0, end));
      const script = performance.now() - now;
      region.scrollTop = region.scrollHeight;
      times.push({ whole: performance.now() - now, script });
      await nextFrame();
    }
  }
  region.remove();
  return times;
}
