import { contentOf, selectedRange } from './clean.ts';
import { plainText } from './plain.ts';

/**
 * What is selected in the conversation is copied as clean text and clean HTML: no names of buttons, nothing of the page
 * around it. Ctrl+A selects the conversation alone.
 */
export function copyCleanly(region: HTMLElement): void {
  // A selection of the whole page begins outside of the conversation.
  document.addEventListener('copy', (event) => {
    const range = isField(event.target) ? undefined : selectedRange(region);
    if (!range || !event.clipboardData) return;
    const content = contentOf(range, region);
    event.preventDefault();
    event.clipboardData.setData('text/plain', plainText(content));
    event.clipboardData.setData('text/html', content.innerHTML);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'a' || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    if (isField(event.target)) return;
    // VS Code would select the whole page.
    event.preventDefault();
    event.stopPropagation();
    getSelection()?.selectAllChildren(region);
  });
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select');
}
