import type { Log } from '../../base/log.ts';
import { inBackground } from '../platform/background.ts';
import { type Prompts, statusItem } from '../platform/prompts.ts';
import { plain } from '../platform/words.ts';
import type { StatusParts } from './statusBar.ts';

/** The one entry in the status bar, there as long as the extension is active. Read after the start, which it must not hold up. */
export function status(parts: StatusParts & { readonly prompts: Prompts; readonly log: Log }): { dispose(): void } {
  let shown: { dispose(): void } | undefined;
  let isDisposed = false;
  const shows = import('./statusBar.ts').then(({ showStatus }) => {
    if (!isDisposed) shown = showStatus(parts, statusItem(plain('Expert Assistants'), 'expertAssistants.focusInput'));
  });
  inBackground(parts, 'Status bar', shows);
  return {
    dispose: () => {
      isDisposed = true;
      shown?.dispose();
    },
  };
}
