import { own } from '../../base/ownProperty.ts';
import type { Message } from '../../chat/model/model.ts';
import type { AnswerAction } from '../../protocol.ts';
import { element, iconButton, textButton } from '../dom/dom.ts';
import { fill } from '../dom/labels.ts';
import { attachMenu, type MenuItem } from '../dom/menu.ts';
import type { Page } from '../dom/page.ts';
import { quoteOfAnswer } from '../selection/quote.ts';
import { createRating } from './rating.ts';
import type { MessagePainting } from './types.ts';

export interface AnswerActions {
  readonly element: HTMLElement;
  readonly update: (painting: MessagePainting, finished: boolean) => void;
}

/**
 * The buttons under an answer, Insert first and with its word. They keep their place from the first word on, so that
 * nothing moves when it ends. What a narrow view has no room for is in the menu at their end, before `rest`.
 */
export function createAnswerActions(page: Page, messageId: string, rest: () => readonly MenuItem[]): AnswerActions {
  const { labels, post, quote } = page;
  let shown: Message | undefined;
  let sessionId: string | undefined;
  let isFinished = false;
  const act = (action: AnswerAction) => () => post({ type: 'answer', action, messageId });
  const button = (iconName: string, name: string, action: AnswerAction) => iconButton(iconName, name, act(action));
  const insert = textButton(labels.insert, act('insert'), 'button insert');
  insert.ariaLabel = labels.insertAnswer;
  const replace = button('replace', labels.replaceSelection, 'replace');
  const cite = iconButton('quote', labels.quote, () => {
    const article = row.closest('article');
    if (article && shown) quote(quoteOfAnswer(article, shown));
  });
  const uses = [
    insert,
    button('copy', labels.copyAnswer, 'copy'),
    replace,
    button('new-file', labels.newDocument, 'new-document'),
    cite,
  ];
  const retry = iconButton('refresh', labels.retry, () => post({ type: 'note-action', action: 'retry', messageId }));
  const regenerate = iconButton('sync', labels.regenerate, () => {
    if (sessionId !== undefined) post({ type: 'regenerate', sessionId });
  });
  const rating = createRating(page, messageId);
  const more = iconButton('ellipsis', labels.moreActions, () => undefined);
  attachMenu(more, () => [...folded(), ...rating.items(), ...whole(), ...rest()]);
  const row = element('div', { class: 'actions' }, ...uses, retry, regenerate, ...rating.buttons, more);

  /** What is done with an answer that has come to its end. */
  const whole = (): readonly MenuItem[] =>
    !isFinished || !shown?.text
      ? []
      : [
          { name: labels.compareAnswer, run: act('compare') },
          { name: labels.exportAnswer, run: act('export') },
        ];

  /** The buttons that the width of the view leaves no room for. */
  const folded = () =>
    Array.from(row.querySelectorAll<HTMLButtonElement>('button:not([hidden])'))
      .filter((node) => getComputedStyle(node).display === 'none')
      .map(
        (node): MenuItem => ({
          name: node.ariaLabel ?? '',
          isOn: node.ariaPressed === null ? undefined : node.ariaPressed === 'true',
          run: () => node.click(),
        }),
      );

  const update = (painting: MessagePainting, finished: boolean) => {
    const { message, head, isLast } = painting;
    shown = message;
    isFinished = finished;
    for (const use of uses) use.hidden = message.text === '';
    insert.title = head.insertTarget === undefined ? labels.insertIntoNew : fill(labels.insertInto, head.insertTarget);
    replace.title =
      head.insertTarget === undefined ? labels.replaceSelection : fill(labels.replaceIn, head.insertTarget);
    for (const use of [insert, replace]) use.ariaDescription = use.title;
    const isChanging = head.editing !== undefined;
    // Where an error is told, its own buttons say what helps.
    const isTold = message.state === 'complete' || own(head.notes, messageId) !== undefined;
    retry.hidden = !isLast || isTold || isChanging;
    sessionId = head.session?.id;
    regenerate.hidden = !isLast || message.state !== 'complete' || isChanging;
    rating.update(painting);
    row.classList.toggle('unfinished', !finished);
    row.hidden = message.text === '' && retry.hidden && rating.buttons.every(({ hidden }) => hidden);
  };
  return { element: row, update };
}
