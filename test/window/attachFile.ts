import type { Window } from './window.ts';

/** Drops a file onto the chat as from the desktop, where the page reads it and hands it to the host; answers nothing yet. */
export async function dropFile(
  window: Window,
  name: string,
  text = 'Die Probezeit dauert sechs Monate.',
): Promise<void> {
  await window.chat.locator('body').evaluate(
    (body, [fileName, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], fileName));
      body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text] as const,
  );
}

/** Drops a file onto the chat, and agrees that it goes with the next question. */
export async function attachFile(window: Window, name: string): Promise<void> {
  await dropFile(window, name);
  await window.dialog(`Attach “${name}”`).getByRole('button', { name: 'Attach', exact: true }).click();
}
