import { selectedContent } from './clean.ts';
import { plainText } from './plain.ts';

/** What is selected in the conversation is copied as clean text and clean HTML: no names of buttons, nothing of the page. */
export function copyCleanly(region: HTMLElement): void {
  region.addEventListener('copy', (event) => {
    const content = selectedContent(region);
    if (!content || !event.clipboardData) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', plainText(content));
    event.clipboardData.setData('text/html', content.innerHTML);
  });
}
