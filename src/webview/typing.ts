/** Replaces the text of a field as typing would: the browser's own undo takes it back. */
export function insertText(input: HTMLTextAreaElement, text: string): void {
  input.focus();
  input.select();
  type(input, text);
}

/** Adds a paragraph at the end of a field as typing would. */
export function appendText(input: HTMLTextAreaElement, text: string): void {
  input.focus();
  input.setSelectionRange(input.value.length, input.value.length);
  type(input, input.value.trim() === '' ? text : `\n\n${text}`);
  input.scrollTop = input.scrollHeight;
}

/** Puts a text in the place of what is selected. */
export function type(input: HTMLTextAreaElement, text: string): void {
  // Deprecated, yet the only way that keeps the undo history; where it is gone, the text still arrives.
  if (document.execCommand('insertText', false, text)) return;
  input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end');
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
