import type { Timeouts } from '../../../src/chat/model/timeouts.ts';

/** Clocks short enough for thousands of exchanges that run into them, in milliseconds. */
export const hurried: Timeouts = { headers: 500, idle: 500, total: 1500 };

/** Once everything works again only a defect runs into a clock, however busy the machine is. */
const patient: Timeouts = { headers: 30_000, idle: 30_000, total: 40_000 };

/** The clocks of one question, read at each request. */
export interface TripClocks extends Timeouts {
  /** From now on nothing is wrong any more. */
  heal(): void;
}

export function tripClocks(): TripClocks {
  const clocks = { ...hurried, heal: () => void Object.assign(clocks, patient) };
  return clocks;
}
