/** Replaces the text of a field as typing would: the browser's own undo takes it back. */
export function insertText(input: HTMLTextAreaElement, text: string): void {
  input.focus();
  input.select();
  // Deprecated, yet the only way that keeps the undo history; where it is gone, the text still arrives.
  if (document.execCommand('insertText', false, text)) return;
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
