import { contextList } from '../dom/contextChips.ts';
import { element, icon, iconButton } from '../dom/dom.ts';
import { setVisibleText } from '../dom/invisibleCharacters.ts';
import { fill } from '../dom/labels.ts';
import type { Page } from '../dom/page.ts';
import type { MessagePart } from './types.ts';

/** Creates a question: its words exactly as written, and what went with it. */
export function createQuestion(page: Page, messageId: string): MessagePart {
  const text = element('div', { class: 'bubble', dir: 'auto' });
  const context = contextList(page.labels, page.labels.contextSent);
  const fileName = element('span', { class: 'chip-words', dir: 'auto' });
  const file = element('p', { class: 'chip file' }, icon('attach'), fileName);
  const edit = iconButton('edit', page.labels.editQuestion, () => page.post({ type: 'edit-question', messageId }));
  const remove = iconButton('trash', page.labels.deleteQuestion, () =>
    page.post({ type: 'delete-question', messageId }),
  );
  const actions = element('div', { class: 'actions' }, edit, remove);
  const row = element('div', { class: 'asked' }, text, element('div', {}, actions));
  return {
    nodes: [row, context.element, file],
    update: ({ message, mayEdit, mayDelete }) => {
      edit.hidden = !mayEdit;
      remove.hidden = !mayDelete;
      actions.hidden = !mayEdit && !mayDelete;
      setVisibleText(text, message.text);
      context.update(message.context);
      file.hidden = message.attachment === undefined;
      setVisibleText(fileName, fill(page.labels.attachedFile, message.attachment?.name ?? '').trim());
    },
  };
}
