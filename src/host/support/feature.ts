import type * as vscode from 'vscode';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Pages } from '../../chat/session/pages.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { Prompts } from '../platform/prompts.ts';

interface Parts {
  readonly extension: vscode.Extension<unknown>;
  readonly providers: Providers;
  readonly pages: Pages;
  readonly prompts: Prompts;
}

/** First steps, and a report of a problem. */
export function support(parts: Parts) {
  const of = lazyCommands(parts);
  const commandModule = () => import('./supportCommands.ts');
  return {
    commands: {
      openWalkthrough: of(commandModule, 'openWalkthrough'),
      reportIssue: of(commandModule, 'reportIssue'),
      copyRequestAsCurl: of(commandModule, 'copyRequestAsCurl'),
    },
  } satisfies Feature;
}
