import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Extension } from 'vscode';

interface Marks {
  readonly getMarks: () => readonly { readonly name: string; readonly startTime: number }[];
}

/**
 * Activates `extension` and says how long reading its code and running its `activate` took, in milliseconds. What VS
 * Code itself does around them, and whatever else the extension host is busy with at its start, is not counted.
 */
export async function timeActivation(extension: Extension<unknown>): Promise<string> {
  const file = pathToFileURL(path.join(extension.extensionPath, extension.packageJSON.main));
  const started = performance.now();
  // VS Code gets what is read here from Node's own cache.
  await import(file.href);
  const loaded = performance.now() - started;
  await extension.activate();
  // VS Code marks the moments before and after it calls `activate`, for its own report of start-up times.
  const { MonacoPerformanceMarks: marks } = globalThis as unknown as { readonly MonacoPerformanceMarks?: Marks };
  const at = (moment: string) =>
    marks?.getMarks().findLast(({ name }) => name === `code/extHost/${moment}ActivateExtension/${extension.id}`)
      ?.startTime ?? Number.NaN;
  return `loaded in ${loaded.toFixed(1)} ms, activated in ${(at('did') - at('will')).toFixed(1)} ms`;
}
