import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { SendingParts } from './sendQuestion.ts';

type Parts = SendingParts & { readonly sessions: SessionRegistry; readonly pages: Pages };

const runModule = () => import('./runCommands.ts');

/** Returns the commands for a question on its way. */
export function composing(parts: Parts) {
  const of = lazyCommands(parts);
  return {
    commands: {
      addMessage: of(() => import('./addMessage.ts'), 'addMessage'),
      stop: of(runModule, 'stop'),
      retry: of(runModule, 'retry'),
    },
  } satisfies Feature;
}
