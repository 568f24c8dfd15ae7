import type { AnswerAction } from '../protocol.ts';
import { element, iconButton } from './dom.ts';
import { fill } from './labels.ts';
import type { MessagePainting } from './message.ts';
import type { Page } from './page.ts';

export interface AnswerActions {
  readonly element: HTMLElement;
  readonly update: (painting: MessagePainting, finished: boolean) => void;
}

/** The buttons under an answer. They keep their place from the first word on, so that nothing moves when it ends. */
export function createAnswerActions({ labels, post }: Page, messageId: string): AnswerActions {
  const button = (iconName: string, name: string, action: AnswerAction) =>
    iconButton(iconName, name, () => post({ type: 'answer', action, messageId }));
  const insert = button('insert', labels.insertAnswer, 'insert');
  const uses = [
    button('copy', labels.copyAnswer, 'copy'),
    insert,
    button('replace', labels.replaceSelection, 'replace'),
    button('new-file', labels.newDocument, 'new-document'),
  ];
  const retry = iconButton('refresh', labels.retry, () => post({ type: 'note-action', action: 'retry', messageId }));
  const row = element('div', { class: 'actions' }, ...uses, retry);

  const update = ({ message, head, isLast }: MessagePainting, finished: boolean) => {
    for (const use of uses) use.hidden = message.text === '';
    insert.title = head.insertTarget === undefined ? labels.insertIntoNew : fill(labels.insertInto, head.insertTarget);
    // Where an error is told, its own buttons say what helps.
    retry.hidden = !isLast || message.state === 'complete' || head.notes[messageId] !== undefined;
    row.classList.toggle('unfinished', !finished);
    row.hidden = message.text === '' && retry.hidden;
  };
  return { element: row, update };
}
