import { expect } from 'vitest';
import type { Window } from './window.ts';

/** Chooses what the chat's width folds into the last answer's menu, as soon as it is offered there. */
export async function moreActions(window: Window, name: string): Promise<void> {
  const more = window.chat.getByRole('button', { name: 'More Actions', exact: true }).last();
  const item = window.chat
    .getByRole('menuitem', { name, exact: true })
    .or(window.chat.getByRole('menuitemcheckbox', { name, exact: true }));
  // The menu has what is offered when it opens.
  await expect
    .poll(async () => {
      if ((await more.getAttribute('aria-expanded')) === 'true') await more.click();
      await more.click();
      return item.count();
    })
    .toBe(1);
  await item.click();
}
