/** The part of a `KeyboardEvent` that decides about a key press in the composer. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'keyCode' | 'isComposing' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'
>;

/** Returns whether a key press sends. While an input method composes, Enter takes its suggestion and sends nothing. */
export function sends(press: KeyPress, sendKey: 'enter' | 'ctrlEnter'): boolean {
  // Some input methods end the composition before the key arrives; it then carries the code 229.
  if (press.key !== 'Enter' || press.isComposing || press.keyCode === 229) return false;
  if (press.shiftKey || press.altKey) return false;
  return sendKey === 'enter' || press.ctrlKey || press.metaKey;
}
