import type { Parts } from '../platform/services.ts';

/** Reads the assistants of all connections, so that the page can offer them. A failure is shown there and in the tree. */
export async function readAssistants({ providers, directory }: Pick<Parts, 'providers' | 'directory'>): Promise<void> {
  await Promise.allSettled(providers.connections.map((connection) => directory.list(connection.id)));
}
