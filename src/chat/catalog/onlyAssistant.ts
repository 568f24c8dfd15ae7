import type { Assistant } from '../model/model.ts';
import type { AssistantDirectory } from './assistantDirectory.ts';
import type { Providers } from './providerRegistry.ts';

interface Known {
  readonly providers: Pick<Providers, 'connections'>;
  readonly directory: Pick<AssistantDirectory, 'known' | 'failure'>;
}

/**
 * The one assistant that there is to ask, if it is certain that there is no other: a connection whose list was not read, or
 * could not be, may have some.
 */
export function onlyAssistant(
  { providers, directory }: Known,
  fits: (assistant: Assistant) => boolean = () => true,
): { readonly connectionId: string; readonly assistant: Assistant } | undefined {
  const all = providers.connections.map(({ id }) => ({ id, assistants: directory.known(id) }));
  if (all.some(({ id, assistants }) => assistants.length === 0 || directory.failure(id))) return undefined;
  const [only, ...others] = all.flatMap(({ id, assistants }) =>
    assistants.filter(({ former }) => !former).map((assistant) => ({ connectionId: id, assistant })),
  );
  return only && others.length === 0 && fits(only.assistant) ? only : undefined;
}
