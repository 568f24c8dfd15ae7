import type { Item, Prompts } from '../prompts.ts';
import type { Sentence } from '../words.ts';

/**
 * Has the person choose several of `rows`, which may come later, those with `picked` checked at first. Resolves undefined
 * when the person gave up. The pick stays while they look something up in an editor.
 */
export function pickMany<T extends Item>(
  prompts: Pick<Prompts, 'livePick'>,
  rows: readonly T[] | Promise<readonly T[]>,
  placeholder: Sentence,
): Promise<readonly T[] | undefined> {
  const pick = prompts.livePick<T>();
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.placeholder = placeholder;
  const fill = (items: readonly T[]) => {
    pick.items = items;
    pick.selectedItems = items.filter(({ picked }) => picked);
    pick.busy = false;
  };
  if (rows instanceof Promise) {
    pick.busy = true;
    // Without rows it stays empty: the person closes it.
    void rows.then(fill, () => fill([]));
  } else fill(rows);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems);
      pick.dispose();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
