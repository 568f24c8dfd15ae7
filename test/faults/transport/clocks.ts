import type { Timeouts } from '../../../src/chat/timeouts.ts';

/** Clocks short enough for thousands of exchanges that run into them, in milliseconds. */
export const hurried: Timeouts = { headers: 500, idle: 500, total: 1500 };
