import { bodyKinds } from './kinds/bodies.ts';
import { connectionKinds } from './kinds/connection.ts';
import { framingKinds } from './kinds/framing.ts';
import type { Kinds } from './kinds/kind.ts';
import { statusKinds } from './kinds/statuses.ts';

export const kinds: Kinds = { ...connectionKinds, ...framingKinds, ...statusKinds, ...bodyKinds };
