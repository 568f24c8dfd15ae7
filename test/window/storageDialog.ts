import type { Locator } from 'playwright-core';
import type { Window } from './window.ts';

/** The question that follows the first file of a connection: its content goes to another host. */
export function storageDialog(window: Window): Locator {
  return window.dialog('Send the file to');
}

export async function agreeToStorage(window: Window): Promise<void> {
  await storageDialog(window).getByRole('button', { name: 'Send File' }).click();
}
