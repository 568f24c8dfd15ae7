import type { Item, LivePick } from './prompts.ts';

/**
 * Shows `pick` until a row is chosen, and closes it. Resolves undefined when it was closed. Enter while no row is there, for
 * example since the list is still being read, chooses nothing and closes nothing. `takes` may keep a row for itself: it
 * returns false, and the pick stays.
 */
export async function chosenItem<T extends Item>(
  pick: Pick<LivePick<T>, 'selectedItems' | 'onDidAccept' | 'onDidHide' | 'show' | 'dispose'>,
  takes: (item: T) => boolean = () => true,
): Promise<T | undefined> {
  const chosen = await new Promise<T | undefined>((resolve) => {
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item && takes(item)) resolve(item);
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  return chosen;
}
