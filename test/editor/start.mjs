// npm start: sets up what is missing and opens VS Code with the extension.
import { setUp } from './setUp.mjs';
import { startOptions } from './startOptions.mjs';

// A wrong option is said before anything is installed.
startOptions();
await setUp(import.meta.url);
await import('./startEditor.mjs');
