import type { Assistant, Thread } from './model.ts';

/** Who conversations on this computer are with, apart from the one that their connection asks now. */
export function formerAssistants(threads: readonly Thread[], current: string): readonly Assistant[] {
  const ids = new Set(threads.map(({ assistantId }) => assistantId));
  ids.delete(current);
  return [...ids].map((id) => ({ id, name: id, former: true }));
}

/** With the names that they had when they were asked, as they were `kept`. */
export function withFormerNames(
  assistants: readonly Assistant[],
  kept: readonly Assistant[] | undefined,
): readonly Assistant[] {
  return assistants.map((assistant) => {
    const known = assistant.former && kept?.find(({ id }) => id === assistant.id);
    return known ? { ...known, former: true } : assistant;
  });
}

/** Whom conversations on this computer are with; `current` is known where one is, or where it was `kept`. */
export function assistantsOfLocalThreads(
  threads: readonly Thread[],
  current: Assistant,
  kept: readonly Assistant[] | undefined,
): readonly Assistant[] | undefined {
  const known = kept?.find(({ id }) => id === current.id);
  const { former: _, ...asked } = known ?? current;
  const isHere = known !== undefined || threads.some(({ assistantId }) => assistantId === current.id);
  const all = [...(isHere ? [asked] : []), ...withFormerNames(formerAssistants(threads, current.id), kept)];
  return all.length > 0 ? all : undefined;
}
