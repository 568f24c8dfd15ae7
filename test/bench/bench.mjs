// `npm run bench`: the figures of docs/development, measured in one run. Sizes and counts decide the exit code; times are for
// reading: they change with the machine, so what counts of them is their ratio within one run.
import { fileURLToPath } from 'node:url';
import { growth } from './growth.mjs';
import { loading } from './loading.mjs';
import { sizes } from './sizes.mjs';
import { start } from './start.mjs';
import { streaming } from './streaming.mjs';
import { waiting } from './waiting.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const withinLimits = [sizes(root), growth()];
loading(root);
await start();
withinLimits.push(await streaming());
await import('./longThread.mjs');
await import('./storage.mjs');
waiting(root);
process.exitCode = withinLimits.includes(false) ? 1 : 0;
