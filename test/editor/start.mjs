// npm start: sets up what is missing and opens VS Code with the extension.
import { setUp } from './setUp.mjs';

await setUp(import.meta.url);
await import('./startEditor.mjs');
