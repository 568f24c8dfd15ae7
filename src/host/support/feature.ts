import type * as vscode from 'vscode';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';

interface Parts {
  readonly extension: vscode.Extension<unknown>;
  readonly providers: Providers;
}

/** First steps, and a report of a problem. */
export function support(parts: Parts) {
  const of = lazyCommands(parts);
  const commandModule = () => import('./supportCommands.ts');
  return {
    commands: {
      openWalkthrough: of(commandModule, 'openWalkthrough'),
      reportIssue: of(commandModule, 'reportIssue'),
    },
  } satisfies Feature;
}
