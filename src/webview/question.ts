import { contextList } from './chips.ts';
import { element, setText } from './dom.ts';
import type { MessagePart } from './message.ts';
import type { Page } from './page.ts';

/** What the person wrote, exactly as written, and what went with it. */
export function createQuestion(page: Page): MessagePart {
  const text = element('div', { class: 'bubble', dir: 'auto' });
  const context = contextList(page.labels, page.labels.contextSent);
  return {
    nodes: [text, context.element],
    update: ({ message }) => {
      setText(text, message.text);
      context.update(message.context);
    },
  };
}
