// npm run test:long: what is tried with random input, against network and disk, at its full amount and with new seeds, which
// are printed. EXPERT_ASSISTANTS_SEED repeats one; a part of a file's name picks files.
import { setUp } from './editor/setUp.mjs';

process.env['EXPERT_ASSISTANTS_LONG'] = '1';
await setUp(import.meta.url);
await import('./parts.mjs');
