/** Typing more lines than this holds the page up: the browser inserts each for itself, 1 s for 400. */
const mostLinesTyped = 100;

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
  const there = /\n{0,2}$/.exec(input.value)?.[0] ?? '';
  type(input, input.value.trim() === '' ? text : `${'\n\n'.slice(there.length)}${text}`);
  input.scrollTop = input.scrollHeight;
}

/** Puts a text in the place of what is selected. */
export function type(input: HTMLTextAreaElement, text: string): void {
  // Deprecated, yet the only way that keeps the undo history; where it is gone, the text still arrives.
  if (text.split('\n').length <= mostLinesTyped && document.execCommand('insertText', false, text)) return;
  // Only here undo is lost: a text of so many lines is taken out by hand.
  input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end');
  forgetHistory(input);
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/**
 * Has undo and redo begin anew with what stands in `input`. The browser goes on counting from what it held before a script
 * changed it, and would put that in beside it. A field that has left the page for a moment has no history.
 */
export function forgetHistory(input: HTMLTextAreaElement): void {
  const { parentNode, nextSibling } = input;
  if (!parentNode) return;
  const hadFocus = document.activeElement === input;
  const { selectionStart, selectionEnd, selectionDirection, scrollTop } = input;
  input.remove();
  parentNode.insertBefore(input, nextSibling);
  input.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
  input.scrollTop = scrollTop;
  if (hadFocus) input.focus({ preventScroll: true });
}
