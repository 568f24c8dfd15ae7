import path from 'node:path';
import type { Extension } from 'vscode';

interface Main {
  readonly activate: (context: unknown) => void;
}

/**
 * Activates `extension` and says how long reading its code and running its `activate` took, in milliseconds. What VS
 * Code itself does around them, and whatever else the extension host is busy with at its start, is not counted.
 */
export async function timeActivation(extension: Extension<unknown>): Promise<string> {
  const file = path.join(extension.extensionPath, extension.packageJSON.main);
  const started = performance.now();
  const main = require(file) as Main;
  const loaded = performance.now() - started;
  let activated = Number.NaN;
  const cached = require.cache[require.resolve(file)];
  // VS Code finds this in the cache when it reads the extension's code.
  if (cached) {
    cached.exports = {
      ...main,
      activate(context: unknown) {
        const begin = performance.now();
        main.activate(context);
        activated = performance.now() - begin;
      },
    };
  }
  await extension.activate();
  return `loaded in ${loaded.toFixed(1)} ms, activated in ${activated.toFixed(1)} ms`;
}
