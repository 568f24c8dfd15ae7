import type { CodeAction } from '../../protocol.ts';
import type { Page } from '../dom/page.ts';

/** Listens to the links, source marks and code buttons in the text of an answer, with one listener. */
export function listenToText(
  text: HTMLElement,
  page: Page,
  messageId: string,
  reveal: (sourceId: string) => void,
): void {
  text.addEventListener('click', (event) => {
    const target = event.target as Element;
    const code = target.closest<HTMLElement>('[data-code]');
    const citation = target.closest<HTMLElement>('button[data-citation]');
    if (target.closest('a')) openLink(event);
    else if (code) postCode(code);
    else if (citation) reveal(citation.dataset['citation'] ?? '');
  });
  // The middle button would open a window.
  text.addEventListener('auxclick', (event) => {
    if ((event.target as Element).closest('a')) stop(event);
  });

  const openLink = (event: MouseEvent) => {
    stop(event);
    const href = (event.target as Element).closest('a')?.getAttribute('href');
    if (href) page.post({ type: 'open-link', messageId, href });
  };

  const postCode = (button: HTMLElement) => {
    const { first, last } = button.closest<HTMLElement>('.code')?.dataset ?? {};
    const action = button.dataset['code'] as CodeAction;
    page.post({ type: 'code', action, messageId, firstLine: Number(first), lastLine: Number(last) });
  };
}

// VS Code listens on the document and would open the link a second time, unasked by the host.
function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
