import type { Assistant } from '../../chat/model/model.ts';
import type { AssistantChoice, NoteAction } from '../../protocol.ts';
import { element, textButton } from '../dom/dom.ts';
import { visibleNodes } from '../dom/invisibleCharacters.ts';
import type { Page } from '../dom/page.ts';

/** Nothing is connected yet: one sentence and two ways on. */
export function welcome({ labels, post }: Page): HTMLElement {
  const act = (action: NoteAction) => () => post({ type: 'note-action', action });
  return element(
    'div',
    { class: 'welcome' },
    element('p', {}, labels.welcome),
    textButton(labels.tryDemo, act('try-demo'), 'button primary'),
    textButton(labels.addConnection, act('add-connection')),
  );
}

/** Nobody is chosen yet: whom one can ask. */
export function choiceList({ labels, post }: Page, choices: readonly AssistantChoice[]): HTMLElement {
  const item = ({ connectionId, connectionLabel, assistantId, name }: AssistantChoice) => {
    const button = textButton('', () => post({ type: 'choose', connectionId, assistantId }), 'choice');
    button.append(...visibleNodes(name), element('span', { class: 'connection' }, ...visibleNodes(connectionLabel)));
    return element('li', {}, button);
  };
  return element(
    'div',
    { class: 'welcome' },
    element('h2', {}, labels.chooseAssistant),
    element('ul', { class: 'choices', 'aria-label': labels.chooseAssistant }, ...choices.map(item)),
  );
}

/** A thread without messages: who is there, what it is for, and questions to try. */
export function emptyThread({ labels }: Page, assistant: Assistant, fillComposer: (text: string) => void): HTMLElement {
  const { name, description, greeting, examples = [] } = assistant;
  const lines = [description, greeting].filter((line) => line !== undefined && line !== '');
  const buttons = examples.map((text) =>
    element(
      'li',
      {},
      textButton(text, () => fillComposer(text), 'choice'),
    ),
  );
  return element(
    'div',
    { class: 'welcome' },
    element('h2', { dir: 'auto' }, ...visibleNodes(name)),
    ...lines.map((line) => element('p', { dir: 'auto' }, ...visibleNodes(line ?? ''))),
    ...(buttons.length > 0
      ? [
          element('h3', {}, labels.examples),
          element('ul', { class: 'choices', 'aria-label': labels.examples }, ...buttons),
        ]
      : []),
  );
}
