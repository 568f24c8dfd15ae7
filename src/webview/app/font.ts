import type { ChatFont } from '../../protocol.ts';

/** Gives the page the font that VS Code's chat is set to; without one the style takes that of the window. */
export function applyFont({ size, family }: ChatFont = {}): void {
  set('--chat-font-size', size === undefined ? '' : `${size}px`);
  set('--chat-font-family', family ?? '');
}

function set(name: string, value: string): void {
  const { style } = document.documentElement;
  if (style.getPropertyValue(name) !== value) style.setProperty(name, value);
}
