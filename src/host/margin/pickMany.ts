import type { Item, Prompts } from '../platform/prompts.ts';
import type { Sentence } from '../platform/words.ts';

/** Has several of `rows` chosen; undefined when the person gave up. It stays while they look something up in an editor. */
export function pickMany<T extends Item>(
  prompts: Pick<Prompts, 'livePick'>,
  rows: readonly T[],
  placeholder: Sentence,
): Promise<readonly T[] | undefined> {
  const pick = prompts.livePick<T>();
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.placeholder = placeholder;
  pick.items = rows;
  pick.selectedItems = rows.filter(({ picked }) => picked);
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
