// npm test: sets up what is missing, then runs every part and ends with one line, `N passed, N failed`.
import { setUp } from './editor/setUp.mjs';

await setUp(import.meta.url);
await import('./parts.mjs');
