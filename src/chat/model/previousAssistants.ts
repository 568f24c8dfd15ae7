import type { Assistant, Thread } from './model.ts';

/** The assistants of `threads` that their connection no longer asks: all but `current`. */
export function previousAssistants(threads: readonly Thread[], current: string): readonly Assistant[] {
  const ids = new Set(threads.map(({ assistantId }) => assistantId));
  ids.delete(current);
  return [...ids].map((id) => ({ id, name: id, former: true }));
}

/** `assistants`, the previous ones with the names under which they were `kept`. */
export function withPreviousNames(
  assistants: readonly Assistant[],
  kept: readonly Assistant[] | undefined,
): readonly Assistant[] {
  return assistants.map((assistant) => {
    const known = assistant.former && kept?.find(({ id }) => id === assistant.id);
    return known ? { ...known, former: true } : assistant;
  });
}

/** Assistants of locally stored threads, including previous ones. `current` counts where a thread is with it, or where it was `kept`. */
export function assistantsOfLocalThreads(
  threads: readonly Thread[],
  current: Assistant,
  kept: readonly Assistant[] | undefined,
): readonly Assistant[] | undefined {
  const known = kept?.find(({ id }) => id === current.id);
  const { former: _, ...asked } = known ?? current;
  const isHere = known !== undefined || threads.some(({ assistantId }) => assistantId === current.id);
  const all = [...(isHere ? [asked] : []), ...withPreviousNames(previousAssistants(threads, current.id), kept)];
  return all.length > 0 ? all : undefined;
}
