import type { Struck } from '../struck.ts';

/** One way in which an exchange goes wrong, by its name. */
export type Kinds = Readonly<Record<string, (struck: Struck) => Promise<void> | void>>;
