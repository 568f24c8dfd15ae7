import { contentOf, selectedRange } from './clean.ts';
import { plainText } from './plain.ts';

/**
 * Copies the selection in the conversation as clean text and clean HTML: no names of buttons, nothing of the page
 * around it. Ctrl+A selects the conversation alone. Cells are copied as they are; `onFormula` is called for those that
 * a spreadsheet may take for a formula.
 */
export function copyCleanly(region: HTMLElement, onFormula: () => void): void {
  // A selection of the whole page begins outside of the conversation.
  document.addEventListener('copy', (event) => {
    const range = isField(event.target) ? undefined : selectedRange(region);
    if (!range || !event.clipboardData) return;
    const content = contentOf(range, region);
    event.preventDefault();
    event.clipboardData.setData('text/plain', plainText(content));
    event.clipboardData.setData('text/html', content.innerHTML);
    const cells = [...content.querySelectorAll('th, td')];
    if (cells.some(({ textContent }) => /^\s*[=@]/.test(textContent))) onFormula();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'a' || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    if (isField(event.target)) return;
    // VS Code would select the whole page.
    event.preventDefault();
    event.stopPropagation();
    selectAll(region);
  });
}

/**
 * Selecting what the browser skips makes it lay out one box after the other, each time with all of them: half a minute for
 * a thousand messages. So it skips none as long as all is selected.
 */
function selectAll(region: HTMLElement): void {
  region.classList.add('selected');
  getSelection()?.selectAllChildren(region);
  const check = () => {
    if (getSelection()?.containsNode(region.lastElementChild ?? region, true) && !getSelection()?.isCollapsed) return;
    region.classList.remove('selected');
    document.removeEventListener('selectionchange', check);
  };
  document.addEventListener('selectionchange', check);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select');
}
