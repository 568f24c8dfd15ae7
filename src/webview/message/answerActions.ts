import { own } from '../../base/ownProperty.ts';
import type { Message } from '../../chat/model/model.ts';
import type { AnswerAction } from '../../protocol.ts';
import { element, iconButton } from '../dom/dom.ts';
import { fill } from '../dom/labels.ts';
import type { Page } from '../dom/page.ts';
import { quoteOfAnswer } from '../selection/quote.ts';
import type { MessagePainting } from './types.ts';

export interface AnswerActions {
  readonly element: HTMLElement;
  readonly update: (painting: MessagePainting, finished: boolean) => void;
}

/** The buttons under an answer. They keep their place from the first word on, so that nothing moves when it ends. */
export function createAnswerActions({ labels, post, quote }: Page, messageId: string): AnswerActions {
  const button = (iconName: string, name: string, action: AnswerAction) =>
    iconButton(iconName, name, () => post({ type: 'answer', action, messageId }));
  const insert = button('insert', labels.insertAnswer, 'insert');
  const replace = button('replace', labels.replaceSelection, 'replace');
  const uses = [
    button('copy', labels.copyAnswer, 'copy'),
    insert,
    replace,
    button('new-file', labels.newDocument, 'new-document'),
  ];
  const retry = iconButton('refresh', labels.retry, () => post({ type: 'note-action', action: 'retry', messageId }));
  const cite = iconButton('quote', labels.quote, () => {
    const article = row.closest('article');
    if (article && shown) quote(quoteOfAnswer(article, shown));
  });
  let shown: Message | undefined;
  const regenerate = iconButton('sync', labels.regenerate, () => {
    if (sessionId !== undefined) post({ type: 'regenerate', sessionId });
  });
  let sessionId: string | undefined;
  const row = element('div', { class: 'actions' }, ...uses, cite, retry, regenerate);

  const update = ({ message, head, isLast }: MessagePainting, finished: boolean) => {
    shown = message;
    for (const use of [...uses, cite]) use.hidden = message.text === '';
    insert.title = head.insertTarget === undefined ? labels.insertIntoNew : fill(labels.insertInto, head.insertTarget);
    replace.title =
      head.insertTarget === undefined ? labels.replaceSelection : fill(labels.replaceIn, head.insertTarget);
    const isChanging = head.editing !== undefined;
    // Where an error is told, its own buttons say what helps.
    const isTold = message.state === 'complete' || own(head.notes, messageId) !== undefined;
    retry.hidden = !isLast || isTold || isChanging;
    sessionId = head.session?.id;
    regenerate.hidden = !isLast || message.state !== 'complete' || isChanging;
    row.classList.toggle('unfinished', !finished);
    row.hidden = message.text === '' && retry.hidden;
  };
  return { element: row, update };
}
