// npm run screenshots: takes README's pictures from the real thing.
//   [--scene conversation|film|newcomer|margin|restricted] [--theme dark|light|NAME] [--locale de] [--width N] [--height N] [--version floor] [--out FOLDER] [--extension DIR]
import { setUp } from './setUp.mjs';

await setUp(import.meta.url);
await import('./takeScreenshots.mjs');
