import { type Exchanges, grace } from './exchanges.ts';
import { pollDelays } from './home.ts';

const hardLimit = 120_000;

export type Settle = (name: string, work: Promise<unknown>) => Promise<void>;

/** All looks of a question whose storing is in doubt, and the short waits before repetitions, in milliseconds. */
const ownWaits = pollDelays.question.reduce((sum, time) => sum + time, 0) + 100;

/**
 * Waits for what a person waits for. Exchanges are held to their own clocks elsewhere; all the time that none was open
 * must be a documented wait: before a look, before a repetition, or one that the service has named.
 */
export function settling(exchanges: Exchanges, broken: string[]): Settle {
  return async (name, work) => {
    const [idle, named] = [exchanges.idle, exchanges.named];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<'hang'>((resolve) => {
      timer = setTimeout(() => resolve('hang'), hardLimit);
    });
    const result = await Promise.race([work.then(() => 'settled' as const), limit]);
    clearTimeout(timer);
    const waited = exchanges.idle - idle;
    const allowed = ownWaits + grace + exchanges.named - named;
    if (result === 'hang') broken.push(`hang: ${name} never ended`);
    else if (waited > allowed)
      broken.push(`hang: ${name} waited ${Math.round(waited)} of ${Math.round(allowed)} ms for no exchange`);
  };
}
