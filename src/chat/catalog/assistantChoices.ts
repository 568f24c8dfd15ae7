import type { AssistantChoice } from '../model/model.ts';
import type { AssistantDirectory } from './assistantDirectory.ts';
import type { Providers } from './providerRegistry.ts';
import type { RecentAssistants } from './recentAssistants.ts';

interface Known {
  readonly providers: Pick<Providers, 'connections'>;
  readonly directory: Pick<AssistantDirectory, 'known'>;
  readonly recent: Pick<RecentAssistants, 'sort'>;
}

/** All assistants that are known without asking anyone, last used first. */
export function assistantChoices({ providers, directory, recent }: Known): readonly AssistantChoice[] {
  const choices = providers.connections.flatMap((connection) =>
    directory
      .known(connection.id)
      .filter(({ former }) => !former)
      .map((assistant) => ({
        connectionId: connection.id,
        connectionLabel: connection.name,
        assistantId: assistant.id,
        name: assistant.name,
      })),
  );
  return recent.sort(choices);
}
