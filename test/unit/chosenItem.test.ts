import { expect, it } from 'vitest';
import { chosenItem } from '../../src/host/platform/chosenItem.ts';
import type { Item } from '../../src/host/platform/prompts.ts';
import type { Label } from '../../src/host/platform/words.ts';

/** A pick as VS Code's: Enter takes the highlighted row, and tells it too where there is none. */
function openPick() {
  const listeners = { accept: () => {}, hide: () => {} };
  const pick = {
    selectedItems: [] as readonly Item[],
    isOpen: false,
    onDidAccept: (listener: () => void) => {
      listeners.accept = listener;
      return { dispose: () => {} };
    },
    onDidHide: (listener: () => void) => {
      listeners.hide = listener;
      return { dispose: () => {} };
    },
    show: () => {
      pick.isOpen = true;
    },
    dispose: () => {
      pick.isOpen = false;
      listeners.hide();
    },
  };
  const enter = (...highlighted: readonly Item[]) => {
    pick.selectedItems = highlighted;
    listeners.accept();
  };
  return { pick, enter };
}

const item = (label: string): Item => ({ label: label as Label });

it('stays open on Enter while the list is still being read, and takes the row that comes then', async () => {
  const { pick, enter } = openPick();
  const chosen = chosenItem(pick);
  enter();
  expect(pick.isOpen).toBe(true);
  enter(item('Tax'));
  expect(await chosen).toEqual(item('Tax'));
  expect(pick.isOpen).toBe(false);
});

it('stays open on a row that does something in the list itself', async () => {
  const { pick, enter } = openPick();
  const more = item('Read on');
  const chosen = chosenItem(pick, (row) => row !== more);
  enter(more);
  expect(pick.isOpen).toBe(true);
  enter(item('Leave'));
  expect(await chosen).toEqual(item('Leave'));
});

it('chooses nothing when it is closed', async () => {
  const { pick } = openPick();
  const chosen = chosenItem(pick);
  pick.dispose();
  expect(await chosen).toBeUndefined();
});
