import { own } from '../../base/ownProperty.ts';
import type { Message } from '../../chat/model/model.ts';
import { element, setChildren, textButton } from '../dom/dom.ts';
import { createNote } from '../dom/errorNote.ts';
import { setVisibleText } from '../dom/invisibleCharacters.ts';
import type { Page } from '../dom/page.ts';
import { createAnswer } from './answer.ts';
import { createHeader } from './header.ts';
import { createQuestion } from './question.ts';
import type { MessagePainting, MessageView } from './types.ts';

/** The article of one message. A message that cannot be painted shows as plain text and does not harm the others. */
export function createMessage(page: Page, { id, role }: Message): MessageView {
  const article = element('article', {
    class: `message ${role === 'user' ? 'question' : 'answer'}`,
    tabindex: '-1',
    'data-message': id,
    'data-vscode-context': JSON.stringify({ webviewSection: role === 'user' ? 'question' : 'answer', messageId: id }),
  });
  const header = createHeader(page, role);
  const body = role === 'user' ? createQuestion(page, id) : createAnswer(page, id);
  const note = createNote(page, id);
  let shown: MessagePainting | undefined;

  const update = (painting: MessagePainting) => {
    if (shown && isSame(shown, painting)) return;
    shown = painting;
    try {
      article.setAttribute('aria-label', header.update(painting));
      body.update(painting);
      note.update(noteOf(painting));
      setChildren(article, [header.element, ...body.nodes, note.element]);
    } catch {
      article.replaceChildren(...fallback(page, painting.message));
    }
  };
  return { element: article, update, dispose: () => note.update(undefined) };
}

function isSame(a: MessagePainting, b: MessagePainting): boolean {
  return (
    a.message === b.message &&
    a.isLast === b.isLast &&
    a.mayEdit === b.mayEdit &&
    a.mayDelete === b.mayDelete &&
    (!a.isLast || a.head.editing === b.head.editing) &&
    a.silentSeconds === b.silentSeconds &&
    a.head.insertTarget === b.head.insertTarget &&
    a.head.sourcesBeside === b.head.sourcesBeside &&
    own(a.head.ratings, a.message.id) === own(b.head.ratings, b.message.id) &&
    a.head.takesReasons === b.head.takesReasons &&
    a.head.session?.assistant.name === b.head.session?.assistant.name &&
    isEqual(own(a.head.sharedSources, a.message.id), own(b.head.sharedSources, b.message.id)) &&
    isEqual(noteOf(a), noteOf(b))
  );
}

/** Plain data that came by message is another object each time. */
function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function noteOf({ head, message }: MessagePainting) {
  return own(head.notes, message.id);
}

function fallback({ labels, reload }: Page, message: Message): Node[] {
  const text = element('pre', { class: 'plain' });
  setVisibleText(text, String(message.text));
  const note = element(
    'div',
    { class: 'note' },
    element('p', {}, labels.messageBroken),
    element('div', { class: 'buttons' }, textButton(labels.reloadView, reload)),
  );
  return [note, text];
}
