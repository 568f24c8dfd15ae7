import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { ReadOnlyTexts } from '../documents/readOnlyDocuments.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { Prompts } from '../platform/prompts.ts';

interface Parts {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly texts: ReadOnlyTexts;
  readonly prompts: Prompts;
}

const exportModule = () => import('./exportCommands.ts');

/** Conversations and answers as documents of their own, and back from one of them. */
export function exporting(parts: Parts) {
  const of = lazyCommands(parts);
  return {
    commands: {
      exportThread: of(exportModule, 'exportThread'),
      exportAnswer: of(exportModule, 'exportAnswer'),
      openExport: of(exportModule, 'openExport'),
    },
  } satisfies Feature;
}
