import type { Message } from '../../chat/model/model.ts';
import { withNames } from '../../chat/text/invisibleCharacters.ts';
import { element, icon, setChildren, setText } from '../dom/dom.ts';
import { setVisibleText } from '../dom/invisibleCharacters.ts';
import { fill } from '../dom/labels.ts';
import type { Page } from '../dom/page.ts';
import { clockTime, fullTime } from '../dom/time.ts';
import { stateWord } from './state.ts';
import type { MessagePainting } from './types.ts';

export interface Header {
  readonly element: HTMLElement;
  /** Returns the name of the message: who, and when. */
  readonly update: (painting: MessagePainting) => string;
}

/** Author, time and state of a message. The author is a heading, so that a screen reader can go from one to the next. */
export function createHeader({ labels }: Page, role: Message['role']): Header {
  const author = element('h2', { class: role === 'user' ? 'author visually-hidden' : 'author', dir: 'auto' });
  const time = element('time');
  const state = element('span', { class: 'state' });
  const word = element('span', { class: 'state-word' });
  const header = element('header', {}, author, time, state);
  let shownIcon = '';
  // The first date in words costs a page that starts as much as a dozen messages.
  header.addEventListener('pointerenter', () => {
    time.title = fullTime(time.dateTime, labels.language) ?? '';
  });

  const update = ({ message, head, isLast, silentSeconds }: MessagePainting): string => {
    const name =
      message.role === 'user' ? labels.you : (message.author ?? head.session?.assistant.name ?? labels.assistant);
    const clock = clockTime(message.createdAt, labels.language);
    setVisibleText(author, name);
    setText(time, clock ?? '');
    time.hidden = clock === undefined;
    time.dateTime = message.createdAt ?? '';
    const shown = stateWord(message, isLast, labels);
    setText(
      word,
      silentSeconds === undefined ? shown.word : `${shown.word} ${fill(labels.stillWaiting, silentSeconds)}`,
    );
    if (shownIcon !== shown.icon) setChildren(state, [icon(shown.icon), word]);
    shownIcon = shown.icon;
    word.classList.toggle('visually-hidden', shown.isUsual === true);
    state.title = shown.isUsual ? shown.word : '';
    state.dataset['state'] = message.state;
    const heard = withNames(name);
    return clock === undefined ? heard : `${heard}, ${clock}`;
  };
  return { element: header, update };
}
