import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Composers } from '../../chat/composer/composer.ts';
import type { RequestDetailsStore } from '../../chat/ports/storage.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { Prompts } from '../platform/prompts.ts';

interface Parts {
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly composers: Composers;
  readonly providers: Providers;
  readonly details: RequestDetailsStore;
  readonly prompts: Prompts;
}

const runModule = () => import('./runCommands.ts');

/** What is done with a question that is on its way. */
export function composing(parts: Parts) {
  const of = lazyCommands(parts);
  return {
    commands: {
      stop: of(runModule, 'stop'),
      retry: of(runModule, 'retry'),
    },
  } satisfies Feature;
}
